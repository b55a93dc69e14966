CREATE TABLE nap (
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    begin INTEGER NOT NULL CHECK (begin BETWEEN -1 AND 1439),
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    typed_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('typed', 'imported', 'copied', 'paper')),
    revision INTEGER NOT NULL,
    PRIMARY KEY (day, begin)
) STRICT, WITHOUT ROWID
;
CREATE TABLE answer_on_paper (
    item TEXT NOT NULL,
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    value REAL NOT NULL,
    typed_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('typed', 'imported', 'copied', 'paper')),
    revision INTEGER NOT NULL,
    PRIMARY KEY (item, day)
) STRICT, WITHOUT ROWID
;
INSERT INTO answer_on_paper SELECT item, day, value, typed_at, source, revision FROM answer;
DROP TABLE answer;
ALTER TABLE answer_on_paper RENAME TO answer;
