-- Fills the logboek of a gateway that ran once with :lines lines over three years, of which :mine are the person's who looked
-- most so far. Others' lines come between theirs, as in life. No chain: marks are what this is not about, and what would take
-- most of the time. Run as a superuser, by `cargo xtask bench`.
\set ON_ERROR_STOP on
SET session_replication_role = replica;
SET synchronous_commit = off;
SET maintenance_work_mem = '1GB';

SELECT data_subject_id AS person FROM logboek GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1 \gset
SELECT (extract(epoch FROM now() - interval '3 years') * 1000)::bigint AS van,
       (extract(epoch FROM now() - interval '1 hour') * 1000)::bigint AS tot \gset

-- The partitions that the server would have made in those years, under its names.
DO $$
DECLARE maand timestamptz := date_trunc('month', (now() - interval '3 years') AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
        volgende timestamptz;
        tabel text;
BEGIN
    WHILE maand < now() LOOP
        volgende := (maand AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
        FOREACH tabel IN ARRAY ARRAY['logboek', 'logboek_afronding'] LOOP
            EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%s) TO (%s)',
                tabel || '_' || to_char(maand AT TIME ZONE 'UTC', 'YYYY_MM'), tabel,
                (extract(epoch FROM maand) * 1000)::bigint, (extract(epoch FROM volgende) * 1000)::bigint);
        END LOOP;
        maand := volgende;
    END LOOP;
END $$;

-- The same looks by organisations: every registration that was asked, for every organisation.
CREATE TEMPORARY TABLE wat AS
SELECT row_number() OVER () - 1 AS nummer, 1000000 + row_number() OVER () AS id, registratie, gegevens, doelbinding, grondslag, o.*
FROM (SELECT DISTINCT ON (registratie) registratie, gegevens, doelbinding, grondslag FROM logboek_omschrijvingen) een,
    (VALUES ('belastingdienst', 'inkomstenbelasting'), ('cjib', 'verkeersboete'), ('duo', 'studiefinanciering'), ('duo', 'terugbetalen'),
            ('gemeente', 'participatiewet'), ('gemeente', 'schuldhulp'), ('gemeente', 'wmo'), ('gemeente', 'parkeervergunning'),
            ('kadaster', 'eigendomsoverdracht'), ('pensioenfonds', 'pensioenuitkering')) AS o (organisatie, activiteit);
INSERT INTO logboek_omschrijvingen (id, hash, name, processing_activity_id, data_subject_id_type, actor_soort, organisatie,
    functie, registratie, gegevens, doelbinding, grondslag, resource)
SELECT id, md5(id::text) || md5('b' || id), 'Gegevens raadplegen',
    'https://rvva.example/' || organisatie || '/' || activiteit || '/versions/1', 'BSN', 'ontvanger', organisatie, NULL,
    registratie, gegevens, doelbinding, grondslag, 'bench'
FROM wat;
SELECT count(*) AS soorten FROM wat \gset
SELECT :lines / :mine AS elke \gset

-- Two hundred thousand others, each with as many lines as chance gives.
CREATE TEMPORARY TABLE regels AS
SELECT n, CASE WHEN n % :elke = 0 THEN :'person'
               ELSE md5(((hashint8(n) & 2147483647) % 200000)::text) || md5('b' || (hashint8(n) & 2147483647) % 200000) END AS wie,
    :van + ((:tot - :van) * (n::numeric / :lines))::bigint AS start_time
FROM generate_series(1, :lines) n;
INSERT INTO logboek (data_subject_id, start_time, span_id, trace_id, parent_span_id, actor, omschrijving, volgnummer, schakel)
SELECT wie, start_time, substr(md5(n::text), 1, 16), md5('t' || n), NULL, wie,
    1000001 + (hashint8(n * 7) & 2147483647) % :soorten, n, ''
FROM regels;
INSERT INTO logboek_afronding (span_id, start_time, status, end_time, foutcode, volgnummer, schakel)
SELECT substr(md5(n::text), 1, 16), start_time, 'Ok', start_time + 120, NULL, n, '' FROM regels;
DROP TABLE regels;
INSERT INTO logboek_soorten (data_subject_id, omschrijving, eerste)
SELECT data_subject_id, omschrijving, min(start_time) FROM logboek GROUP BY 1, 2
ON CONFLICT DO NOTHING;
VACUUM ANALYZE logboek, logboek_afronding, logboek_omschrijvingen, logboek_soorten;
\echo filled
