CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    data TEXT NOT NULL CHECK (CASE WHEN json_valid(data) THEN json_type(data) = 'object' ELSE 0 END),
    created_at INTEGER NOT NULL,
    ended_on TEXT CHECK (ended_on IS date(ended_on)),
    position INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL
) STRICT
;
INSERT INTO record SELECT 4 * id, 'goal',
    json_object('text', text, 'first_day', first_day, 'last_day', last_day),
    coalesce((SELECT at FROM change WHERE change.id = goal.revision), 0),
    CASE WHEN last_day IS date(last_day) THEN last_day END, 0, revision
FROM goal;
INSERT INTO record SELECT 4 * id + 1, 'plan_step',
    json_object('goal', 4 * goal, 'text', text, 'amount', amount, 'unit', unit, 'done_on', done_on),
    coalesce((SELECT at FROM change WHERE change.id = plan_step.revision), 0),
    CASE WHEN done_on IS date(done_on) THEN done_on END, position, revision
FROM plan_step;
INSERT INTO record SELECT 4 * id + 2, 'experiment',
    json_object('text', text, 'item', item, 'first_day', first_day, 'last_day', last_day),
    coalesce((SELECT at FROM change WHERE change.id = experiment.revision), 0),
    CASE WHEN last_day IS date(last_day) THEN last_day END, 0, revision
FROM experiment;
INSERT INTO record SELECT 4 * id + 3, 'questionnaire_result',
    json_object('day', day, 'questionnaire', questionnaire, 'score', score,
        'answers', CASE WHEN json_valid(answers) THEN json(answers) ELSE answers END),
    coalesce((SELECT at FROM change WHERE change.id = questionnaire_result.revision), 0),
    NULL, 0, revision
FROM questionnaire_result;
DROP TABLE plan_step;
DROP TABLE goal;
DROP TABLE experiment;
DROP TABLE questionnaire_result;
