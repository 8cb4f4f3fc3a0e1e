BEGIN TRANSACTION;
CREATE TABLE chain (
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL CHECK (kind IN ('submission', 'reading')), 
	number INTEGER NOT NULL, 
	recorded_at TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE (hash)
);
INSERT INTO "chain" VALUES(1,'submission',1,'2009-07-01T00:00:00+00:00','0000000000000000000000000000000000000000000000000000000000000000','d7d30ff98a9bb5e2af3dfa22c51054a88a281fdc321e28abe8dd2d043e7a72d7');
INSERT INTO "chain" VALUES(2,'reading',1,'2009-07-01T01:00:00+00:00','d7d30ff98a9bb5e2af3dfa22c51054a88a281fdc321e28abe8dd2d043e7a72d7','7ce9dc00c25b0132eb16e95093a5cc6facbf94496f2f930c5f5f3f963ec8b036');
INSERT INTO "chain" VALUES(3,'reading',2,'2009-07-01T02:00:00+00:00','7ce9dc00c25b0132eb16e95093a5cc6facbf94496f2f930c5f5f3f963ec8b036','a0aa028f3656571f5d1421a6a5921dfb0b4ae1921f897ec56f085d4cf1ab351e');
INSERT INTO "chain" VALUES(4,'submission',2,'2009-07-01T03:00:00+00:00','a0aa028f3656571f5d1421a6a5921dfb0b4ae1921f897ec56f085d4cf1ab351e','2f3c8748ffcfa84789415891a50a2e55f510bd667d277fb0f2620b0a57c66559');
INSERT INTO "chain" VALUES(5,'reading',3,'2009-07-01T04:00:00+00:00','2f3c8748ffcfa84789415891a50a2e55f510bd667d277fb0f2620b0a57c66559','e9e9016555a220c708f58c01e36c559d16e8e5b89d59b67fd6432e894b6ca27b');
INSERT INTO "chain" VALUES(6,'submission',3,'2009-07-01T05:00:00+00:00','e9e9016555a220c708f58c01e36c559d16e8e5b89d59b67fd6432e894b6ca27b','d35f7a8369f98ffda01720be84c9b23e224b982bd9991416e6c20fe09cee9295');
INSERT INTO "chain" VALUES(7,'reading',4,'2009-07-01T06:00:00+00:00','d35f7a8369f98ffda01720be84c9b23e224b982bd9991416e6c20fe09cee9295','801c9e8fa391a7afe53cbb012a736a74d760c1c6764d5beea80af60c31b84d98');
INSERT INTO "chain" VALUES(8,'submission',4,'2009-07-01T07:00:00+00:00','801c9e8fa391a7afe53cbb012a736a74d760c1c6764d5beea80af60c31b84d98','3da838f8e5825d2c9a3aa0fd99b84f20ba59988cc0f7c36ba5a1bcf781ad9fc2');
CREATE TABLE files (
	digest TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO "files" VALUES('7f24231a6e03591d58e4936ab52a022dd2bff3025c50d2bbae80ca4c6d929500',X'6167656E63792C6D6561737572650A4154462C63617365730A');
INSERT INTO "files" VALUES('40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880',X'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF');
INSERT INTO "files" VALUES('6a9e87452f77411315f37a851bde167aa2f69c3de07919a20b05a5dd8f63d34f',X'6167656E63792C6D6561737572650A4154462C63617365732C37350A');
INSERT INTO "files" VALUES('59ad1b2fc74287ded1bba7af67765d23ad4a49f1ae51902cc2ed3f8ebee96cfa',X'7363616E');
CREATE TABLE observations (
	reading INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	agency TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	period TEXT NOT NULL, 
	dimensions TEXT NOT NULL, 
	bound TEXT NOT NULL, 
	number TEXT NOT NULL, 
	upper TEXT NOT NULL, 
	whole TEXT NOT NULL, 
	absence TEXT NOT NULL, 
	source TEXT NOT NULL, 
	note TEXT NOT NULL, 
	place TEXT NOT NULL, 
	value_place TEXT NOT NULL, 
	PRIMARY KEY (reading, position), 
	CONSTRAINT a_number_or_an_absence CHECK ((number = '') <> (absence = '')), 
	FOREIGN KEY(reading) REFERENCES readings (number)
);
INSERT INTO "observations" VALUES(1,1,'ATF','cases-indicted','FY2009-Q1','[]','exact','7','','','','case management system','','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": ""}','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": "D2"}');
INSERT INTO "observations" VALUES(2,1,'ATF','cases-initiated','FY2009-Q1','[]','exact','74.0','','100','','case management system','','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": ""}','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": "D2"}');
INSERT INTO "observations" VALUES(2,2,'ATF','cases-indicted','FY2009-Q1','[]','exact','7','','','','case management system','sagt "Jürgen"
zweite Zeile','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": ""}','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": "D2"}');
INSERT INTO "observations" VALUES(3,1,'ICE','teams','FY2009-Q1','[]','between','3','5','','','case management system','','{"file": "FY2009-Q1/ICE.csv", "line": 2, "column": 0, "sheet": "", "cell": ""}','{"file": "FY2009-Q1/ICE.csv", "line": 2, "column": 0, "sheet": "", "cell": "D2"}');
INSERT INTO "observations" VALUES(3,2,'ICE','seizures','FY2009-Q1','[["port", "El Paso"]]','','','','','withheld','case management system','','{"file": "FY2009-Q1/ICE.csv", "line": 2, "column": 0, "sheet": "", "cell": ""}','{"file": "FY2009-Q1/ICE.csv", "line": 2, "column": 0, "sheet": "", "cell": "D2"}');
INSERT INTO "observations" VALUES(4,1,'ATF','cases-initiated','FY2009-Q1','[]','exact','75','','100','','case management system','','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": ""}','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": "D2"}');
CREATE TABLE readings (
	number INTEGER NOT NULL, 
	submission INTEGER NOT NULL, 
	plan_digest TEXT NOT NULL, 
	status TEXT NOT NULL, 
	rows INTEGER NOT NULL, 
	problems TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(submission) REFERENCES submissions (number)
);
INSERT INTO "readings" VALUES(1,1,'plan 1','accepted in part',2,'[{"place": {"file": "FY2009-Q1/ATF.csv", "line": 3, "column": 0, "sheet": "", "cell": "D3"}, "code": "S104", "message": "\"four\" is not a number.", "remedy": "Write 4.", "severity": "error"}]');
INSERT INTO "readings" VALUES(2,1,'plan 2','accepted',2,'[]');
INSERT INTO "readings" VALUES(3,2,'plan 2','accepted',2,'[]');
INSERT INTO "readings" VALUES(4,3,'plan 2','accepted',1,'[]');
CREATE TABLE rejections (
	reading INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	agency TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	period TEXT NOT NULL, 
	problem TEXT NOT NULL, 
	PRIMARY KEY (reading, position), 
	FOREIGN KEY(reading) REFERENCES readings (number)
);
INSERT INTO "rejections" VALUES(1,1,'ATF','cases-initiated','FY2009-Q1','{"place": {"file": "FY2009-Q1/ATF.csv", "line": 3, "column": 0, "sheet": "", "cell": "D3"}, "code": "S104", "message": "\"four\" is not a number.", "remedy": "Write 4.", "severity": "error"}');
CREATE TABLE submissions (
	number INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	name TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	agency TEXT NOT NULL, 
	period TEXT NOT NULL, 
	received_on TEXT NOT NULL, 
	revision INTEGER NOT NULL CHECK (revision > 0), 
	PRIMARY KEY (number), 
	UNIQUE (digest, agency, period), 
	FOREIGN KEY(digest) REFERENCES files (digest)
);
INSERT INTO "submissions" VALUES(1,'7f24231a6e03591d58e4936ab52a022dd2bff3025c50d2bbae80ca4c6d929500','FY2009-Q1/ATF.csv',25,'ATF','FY2009-Q1','2009-01-15',1);
INSERT INTO "submissions" VALUES(2,'40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880','FY2009-Q1/ICE.xlsx',256,'ICE','FY2009-Q1','2009-01-16',1);
INSERT INTO "submissions" VALUES(3,'6a9e87452f77411315f37a851bde167aa2f69c3de07919a20b05a5dd8f63d34f','FY2009-Q1/ATF-revised.csv',28,'ATF','FY2009-Q1','2009-02-15',2);
INSERT INTO "submissions" VALUES(4,'59ad1b2fc74287ded1bba7af67765d23ad4a49f1ae51902cc2ed3f8ebee96cfa','scan.pdf',4,'','','2009-02-16',1);
CREATE TRIGGER files_no_update BEFORE UPDATE ON files  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER files_no_delete BEFORE DELETE ON files  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER files_no_insert_again BEFORE INSERT ON files WHEN EXISTS (SELECT 1 FROM files WHERE (digest = NEW.digest)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER chain_no_update BEFORE UPDATE ON chain  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER chain_no_delete BEFORE DELETE ON chain  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER chain_no_insert_again BEFORE INSERT ON chain WHEN EXISTS (SELECT 1 FROM chain WHERE (position = NEW.position) OR (hash = NEW.hash) OR (hash = NEW.hash)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submissions_no_update BEFORE UPDATE ON submissions  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submissions_no_delete BEFORE DELETE ON submissions  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submissions_no_insert_again BEFORE INSERT ON submissions WHEN EXISTS (SELECT 1 FROM submissions WHERE (number = NEW.number) OR (digest = NEW.digest AND agency = NEW.agency AND period = NEW.period)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX ix_readings_submission ON readings (submission);
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_no_insert_again BEFORE INSERT ON readings WHEN EXISTS (SELECT 1 FROM readings WHERE (number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX ix_observations_measure ON observations (measure);
CREATE TRIGGER observations_no_update BEFORE UPDATE ON observations  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER observations_no_delete BEFORE DELETE ON observations  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER observations_no_insert_again BEFORE INSERT ON observations WHEN EXISTS (SELECT 1 FROM observations WHERE (reading = NEW.reading AND position = NEW.position)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rejections_no_update BEFORE UPDATE ON rejections  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rejections_no_delete BEFORE DELETE ON rejections  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rejections_no_insert_again BEFORE INSERT ON rejections WHEN EXISTS (SELECT 1 FROM rejections WHERE (reading = NEW.reading AND position = NEW.position)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
COMMIT;
