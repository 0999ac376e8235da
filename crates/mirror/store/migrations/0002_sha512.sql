-- Another digest of what is published, for clients that want both; NULL until it was read once more.
-- What was published before (`former`) has it in its JSON.
ALTER TABLE reference_state ADD COLUMN sha512 BLOB;
