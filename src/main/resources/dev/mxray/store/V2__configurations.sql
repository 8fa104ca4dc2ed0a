-- Watches of files belong to a configuration, which their key names; when a process last had it.
ALTER TABLE mxray_watches ADD COLUMN seen_at TIMESTAMP WITH TIME ZONE;
