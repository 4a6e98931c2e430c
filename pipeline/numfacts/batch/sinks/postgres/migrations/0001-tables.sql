-- What was applied to this schema, by the name of its script.
CREATE TABLE migrations (
    name text PRIMARY KEY,
    sha256 text NOT NULL,
    applied timestamptz NOT NULL DEFAULT now()
);

-- The directories of `numfacts batch` that write here, by their run-id. Deleting a row deletes all that came of it.
CREATE TABLE runs (
    id text PRIMARY KEY,
    contents text NOT NULL,
    documents bigint NOT NULL,
    facts bigint NOT NULL,
    finished timestamptz NOT NULL DEFAULT now()
);

-- The parts of runs, by the hash of what they hold: a part that is here need not be copied again.
CREATE TABLE parts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run text NOT NULL REFERENCES runs ON DELETE CASCADE,
    stamp text NOT NULL,
    UNIQUE (run, stamp)
);

CREATE TABLE documents (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    part bigint NOT NULL REFERENCES parts ON DELETE CASCADE,
    id text COLLATE "C" NOT NULL,
    sha256 text NOT NULL,
    title text,
    published date,
    html boolean NOT NULL,
    duplicate_of text,
    failure text,
    facts integer NOT NULL,
    path text NOT NULL,
    line bigint
);
-- An id can be longer than an index takes: the address of a page, say.
CREATE UNIQUE INDEX documents_id ON documents (md5(id));
CREATE INDEX documents_part ON documents (part);

-- A column a slot; what is null of a slot with several columns is null in each. Numbers are exact, of any length: value
-- is value_text as a number, and null only where that has 16,000 digits and more.
CREATE TABLE facts (
    document bigint NOT NULL REFERENCES documents ON DELETE CASCADE,
    doc_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    quote text NOT NULL,
    "start" integer NOT NULL,
    "end" integer NOT NULL,
    sentence_start integer NOT NULL,
    sentence_end integer NOT NULL,
    value numeric GENERATED ALWAYS AS (CASE WHEN length(value_text) < 16000 THEN value_text::numeric END) STORED,
    value_text text NOT NULL,
    value_high numeric
        GENERATED ALWAYS AS (CASE WHEN length(value_high_text) < 16000 THEN value_high_text::numeric END) STORED,
    value_high_text text,
    unit text NOT NULL,
    unit_text text,
    scale integer NOT NULL,
    decimals integer NOT NULL,
    comparator text NOT NULL,
    metric_text text,
    metric_start integer,
    metric_end integer,
    metric_id text,
    change_basis text,
    change_direction text,
    subject_text text,
    subject_start integer,
    subject_end integer,
    subject_id text,
    period_start date,
    period_end date,
    modality text NOT NULL,
    attribution_text text,
    attribution_start integer,
    attribution_end integer,
    attribution_id text,
    rules text[] NOT NULL,
    ruleset text NOT NULL,
    basis jsonb NOT NULL,
    -- Filled by runs with --utf16 and --utf8.
    sentence_start_utf16 integer,
    sentence_end_utf16 integer,
    sentence_start_utf8 integer,
    sentence_end_utf8 integer,
    metric_start_utf16 integer,
    metric_end_utf16 integer,
    metric_start_utf8 integer,
    metric_end_utf8 integer,
    subject_start_utf16 integer,
    subject_end_utf16 integer,
    subject_start_utf8 integer,
    subject_end_utf8 integer,
    attribution_start_utf16 integer,
    attribution_end_utf16 integer,
    attribution_start_utf8 integer,
    attribution_end_utf8 integer,
    start_utf16 integer,
    end_utf16 integer,
    start_utf8 integer,
    end_utf8 integer,
    PRIMARY KEY (document, id)
);
CREATE INDEX facts_id ON facts (id);
