-- Another digest of each publication, for clients that want both; NULL until the publication is read again.
-- Former publications have it in the JSON of `former`.
ALTER TABLE reference_state ADD COLUMN sha512 BLOB;
