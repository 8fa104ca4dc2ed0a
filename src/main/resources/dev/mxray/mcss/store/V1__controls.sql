-- Controls, audits and their findings. Names of tables and columns are those of the framework where it has them.

CREATE TABLE mcss_controls (
    control_id             varchar(30) PRIMARY KEY,
    area                   varchar(50) NOT NULL,
    component              varchar(50) NOT NULL,
    control_name           varchar(200) NOT NULL,
    description            text NOT NULL,
    rationale              text NOT NULL,
    remediation            text NOT NULL,
    language               varchar(10) NOT NULL,
    evidence_file          varchar(255) NOT NULL,
    exposure_vector        char(1) NOT NULL CHECK (exposure_vector IN ('N', 'A', 'L', 'P')),
    attack_complexity      char(1) NOT NULL CHECK (attack_complexity IN ('L', 'H')),
    attack_requirements    char(1) NOT NULL CHECK (attack_requirements IN ('N', 'P')),
    privileges_required    char(1) NOT NULL CHECK (privileges_required IN ('N', 'L', 'H')),
    user_interaction       char(1) NOT NULL CHECK (user_interaction IN ('N', 'P', 'A')),
    confidentiality_impact char(1) NOT NULL CHECK (confidentiality_impact IN ('N', 'L', 'H')),
    integrity_impact       char(1) NOT NULL CHECK (integrity_impact IN ('N', 'L', 'H')),
    availability_impact    char(1) NOT NULL CHECK (availability_impact IN ('N', 'L', 'H')),
    remediation_complexity char(1) NOT NULL CHECK (remediation_complexity IN ('T', 'S', 'M', 'C', 'A')),
    mcss_vector            varchar(100) NOT NULL,
    exploitability_score   numeric(5, 4) NOT NULL CHECK (exploitability_score BETWEEN 0 AND 1),
    impact_score           numeric(4, 3) NOT NULL CHECK (impact_score BETWEEN 0 AND 1),
    base_score             numeric(3, 1) NOT NULL CHECK (base_score BETWEEN 0 AND 10),
    severity               varchar(10) NOT NULL CHECK (severity IN ('Critical', 'High', 'Medium', 'Low', 'Info')),
    rating                 varchar(10) NOT NULL CHECK (rating IN ('Critical', 'High', 'Medium', 'Low', 'None')),
    extension              boolean NOT NULL,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX mcss_controls_area ON mcss_controls (area);
CREATE INDEX mcss_controls_severity ON mcss_controls (severity);
CREATE INDEX mcss_controls_base_score ON mcss_controls (base_score DESC);

COMMENT ON COLUMN mcss_controls.severity IS 'As the catalogue declares it';
COMMENT ON COLUMN mcss_controls.rating IS 'Of the base score, which is computed from the metrics';
COMMENT ON COLUMN mcss_controls.extension IS 'A control of mxray''s own, beside those of MCSS';

CREATE TABLE mcss_audits (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    hostname   varchar(255) NOT NULL,
    audit_date date NOT NULL DEFAULT CURRENT_DATE,
    auditor    varchar(100),
    mta_type   varchar(20),
    mda_type   varchar(20),
    notes      text,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE mcss_findings (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    audit_id    uuid NOT NULL REFERENCES mcss_audits ON DELETE CASCADE,
    control_id  varchar(30) NOT NULL REFERENCES mcss_controls,
    status      varchar(20) NOT NULL
        CHECK (status IN ('pass', 'fail', 'partial', 'na', 'not_assessed', 'error')),
    evidence    text,
    notes       text,
    assessed_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (audit_id, control_id)
);

CREATE INDEX mcss_findings_control ON mcss_findings (control_id);
CREATE INDEX mcss_findings_status ON mcss_findings (status);

CREATE VIEW mcss_summary_by_area AS
SELECT area,
       count(*) AS total_controls,
       count(*) FILTER (WHERE severity = 'Critical') AS critical,
       count(*) FILTER (WHERE severity = 'High') AS high,
       count(*) FILTER (WHERE severity = 'Medium') AS medium,
       count(*) FILTER (WHERE severity = 'Low') AS low,
       count(*) FILTER (WHERE severity = 'Info') AS info,
       count(*) FILTER (WHERE rating = 'Critical') AS rated_critical,
       round(avg(base_score), 1) AS avg_score,
       max(base_score) AS max_score
FROM mcss_controls
GROUP BY area
ORDER BY avg_score DESC, area;

-- Declared critical, or rated so.
CREATE VIEW mcss_critical_controls AS
SELECT control_id, area, component, control_name, severity, rating, base_score,
       remediation_complexity, evidence_file
FROM mcss_controls
WHERE severity = 'Critical' OR rating = 'Critical'
ORDER BY severity = 'Critical' DESC, base_score DESC, control_id;

-- The base score weighted by how little the remedy takes.
CREATE VIEW mcss_remediation_priority AS
SELECT control_id, area, component, control_name, severity, rating, base_score,
       remediation_complexity,
       round(base_score * CASE remediation_complexity
           WHEN 'T' THEN 1.5
           WHEN 'S' THEN 1.3
           WHEN 'M' THEN 1.0
           WHEN 'C' THEN 0.8
           WHEN 'A' THEN 0.5
       END, 1) AS priority_score
FROM mcss_controls
WHERE base_score >= 4.0
ORDER BY priority_score DESC, control_id;

CREATE VIEW mcss_severity_distribution AS
SELECT severity,
       count(*) AS count,
       round(100.0 * count(*) / sum(count(*)) OVER (), 1) AS percentage,
       round(avg(base_score), 1) AS avg_score
FROM mcss_controls
GROUP BY severity
ORDER BY array_position(
    ARRAY['Critical', 'High', 'Medium', 'Low', 'Info'], severity::text);

CREATE VIEW mcss_controls_ranked AS
SELECT control_id, control_name, area, component, severity, rating, base_score, mcss_vector,
       evidence_file, remediation_complexity,
       rank() OVER (ORDER BY base_score DESC) AS priority_rank,
       rank() OVER (PARTITION BY area ORDER BY base_score DESC) AS area_rank
FROM mcss_controls
ORDER BY base_score DESC, control_id;
