-- The tables of the first release, word for word: files are out there that were made with this text. Never change it.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('save', 'import', 'undo')),
    undoes INTEGER UNIQUE REFERENCES change (id)
) STRICT;
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id),
    tbl TEXT NOT NULL,
    day TEXT,
    old TEXT NOT NULL CHECK (json_valid(old))
) STRICT;
CREATE INDEX history_by_change ON history (change);

CREATE TABLE day (
    day TEXT PRIMARY KEY NOT NULL CHECK (day IS date(day)),
    zone TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'ordinary' CHECK (kind IN ('ordinary', 'hard', 'holiday')),
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE answer (
    item TEXT NOT NULL,
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    value REAL NOT NULL,
    typed_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('typed', 'imported', 'copied')),
    revision INTEGER NOT NULL,
    PRIMARY KEY (item, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE pain_area (
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    area TEXT NOT NULL,
    intensity INTEGER NOT NULL CHECK (intensity BETWEEN 1 AND 10),
    revision INTEGER NOT NULL,
    PRIMARY KEY (day, area)
) STRICT, WITHOUT ROWID;
CREATE TABLE tender_area (
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    area TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (day, area)
) STRICT, WITHOUT ROWID;
CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    effort INTEGER CHECK (effort BETWEEN 0 AND 10),
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_by_day ON activity (day);
CREATE TABLE moment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER CHECK (at BETWEEN 0 AND 1439),
    kind TEXT NOT NULL CHECK (kind IN ('flare', 'treatment', 'medicine', 'life_event')),
    value REAL,
    text TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX moment_by_day ON moment (day);
CREATE TABLE note (
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE own_item (
    key TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    unit TEXT NOT NULL DEFAULT '',
    factor TEXT,
    options TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(options)),
    names TEXT NOT NULL CHECK (json_valid(names)),
    position INTEGER NOT NULL,
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    revision INTEGER NOT NULL
) STRICT;
CREATE TABLE profile (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE tip_mark (
    tip TEXT NOT NULL, day TEXT NOT NULL, mark TEXT NOT NULL, revision INTEGER NOT NULL,
    PRIMARY KEY (tip, day, mark)
) STRICT, WITHOUT ROWID;
CREATE TABLE questionnaire_result (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL, questionnaire TEXT NOT NULL, score REAL NOT NULL,
    answers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(answers)), revision INTEGER NOT NULL
) STRICT;
CREATE TABLE goal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT, revision INTEGER NOT NULL
) STRICT;
CREATE TABLE plan_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    goal INTEGER NOT NULL REFERENCES goal (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, text TEXT NOT NULL, amount REAL, unit TEXT NOT NULL DEFAULT '',
    done_on TEXT, revision INTEGER NOT NULL
) STRICT;
CREATE TABLE experiment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL, item TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT, revision INTEGER NOT NULL
) STRICT;

CREATE TRIGGER day_update AFTER UPDATE ON day
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'day', OLD.day, json_object('day', OLD.day, 'zone', OLD.zone, 'kind', OLD.kind, 'revision', OLD.revision));
END;

CREATE TRIGGER day_delete AFTER DELETE ON day
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'day', OLD.day, json_object('day', OLD.day, 'zone', OLD.zone, 'kind', OLD.kind, 'revision', OLD.revision));
END;

CREATE TRIGGER answer_update AFTER UPDATE ON answer
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'answer', OLD.day, json_object('item', OLD.item, 'day', OLD.day, 'value', OLD.value, 'typed_at', OLD.typed_at, 'source', OLD.source, 'revision', OLD.revision));
END;

CREATE TRIGGER answer_delete AFTER DELETE ON answer
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'answer', OLD.day, json_object('item', OLD.item, 'day', OLD.day, 'value', OLD.value, 'typed_at', OLD.typed_at, 'source', OLD.source, 'revision', OLD.revision));
END;

CREATE TRIGGER pain_area_update AFTER UPDATE ON pain_area
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'pain_area', OLD.day, json_object('day', OLD.day, 'area', OLD.area, 'intensity', OLD.intensity, 'revision', OLD.revision));
END;

CREATE TRIGGER pain_area_delete AFTER DELETE ON pain_area
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'pain_area', OLD.day, json_object('day', OLD.day, 'area', OLD.area, 'intensity', OLD.intensity, 'revision', OLD.revision));
END;

CREATE TRIGGER tender_area_update AFTER UPDATE ON tender_area
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'tender_area', OLD.day, json_object('day', OLD.day, 'area', OLD.area, 'revision', OLD.revision));
END;

CREATE TRIGGER tender_area_delete AFTER DELETE ON tender_area
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'tender_area', OLD.day, json_object('day', OLD.day, 'area', OLD.area, 'revision', OLD.revision));
END;

CREATE TRIGGER activity_update AFTER UPDATE ON activity
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'activity', OLD.day, json_object('id', OLD.id, 'day', OLD.day, 'kind', OLD.kind, 'minutes', OLD.minutes, 'effort', OLD.effort, 'revision', OLD.revision));
END;

CREATE TRIGGER activity_delete AFTER DELETE ON activity
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'activity', OLD.day, json_object('id', OLD.id, 'day', OLD.day, 'kind', OLD.kind, 'minutes', OLD.minutes, 'effort', OLD.effort, 'revision', OLD.revision));
END;

CREATE TRIGGER moment_update AFTER UPDATE ON moment
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'moment', OLD.day, json_object('id', OLD.id, 'day', OLD.day, 'at', OLD.at, 'kind', OLD.kind, 'value', OLD.value, 'text', OLD.text, 'revision', OLD.revision));
END;

CREATE TRIGGER moment_delete AFTER DELETE ON moment
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'moment', OLD.day, json_object('id', OLD.id, 'day', OLD.day, 'at', OLD.at, 'kind', OLD.kind, 'value', OLD.value, 'text', OLD.text, 'revision', OLD.revision));
END;

CREATE TRIGGER note_update AFTER UPDATE ON note
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'note', OLD.day, json_object('day', OLD.day, 'kind', OLD.kind, 'text', OLD.text, 'revision', OLD.revision));
END;

CREATE TRIGGER note_delete AFTER DELETE ON note
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'note', OLD.day, json_object('day', OLD.day, 'kind', OLD.kind, 'text', OLD.text, 'revision', OLD.revision));
END;

CREATE TRIGGER own_item_update AFTER UPDATE ON own_item
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'own_item', NULL, json_object('key', OLD.key, 'kind', OLD.kind, 'low', OLD.low, 'high', OLD.high, 'unit', OLD.unit, 'factor', OLD.factor, 'options', OLD.options, 'names', OLD.names, 'position', OLD.position, 'archived', OLD.archived, 'revision', OLD.revision));
END;

CREATE TRIGGER own_item_delete AFTER DELETE ON own_item
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), 'own_item', NULL, json_object('key', OLD.key, 'kind', OLD.kind, 'low', OLD.low, 'high', OLD.high, 'unit', OLD.unit, 'factor', OLD.factor, 'options', OLD.options, 'names', OLD.names, 'position', OLD.position, 'archived', OLD.archived, 'revision', OLD.revision));
END;
PRAGMA application_id = 1398361412;
PRAGMA user_version = 1;
