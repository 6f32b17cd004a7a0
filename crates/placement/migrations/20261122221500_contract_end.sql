-- Whose contract ends next, agency by agency.
CREATE INDEX placement_ends ON placement (agency, contract_end, id);
