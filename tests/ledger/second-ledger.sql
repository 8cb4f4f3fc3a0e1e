BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE chain (
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	recorded_at TEXT NOT NULL, 
	version TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (position), 
	CONSTRAINT known_kind CHECK (kind IN ('submission', 'reading', 'remark', 'destruction')), 
	CONSTRAINT entered_once UNIQUE (kind, number), 
	UNIQUE (hash)
);
INSERT INTO "chain" VALUES(1,'submission',1,'2009-07-01T00:00:00+00:00','0.1.0','0000000000000000000000000000000000000000000000000000000000000000','8ca103917a6571704e82b4e792b62a5a8e0426e0a11d1f50a00997b997b1e880');
INSERT INTO "chain" VALUES(2,'reading',1,'2009-07-01T01:00:00+00:00','0.1.0','8ca103917a6571704e82b4e792b62a5a8e0426e0a11d1f50a00997b997b1e880','24c616009d95ebfdd997d926d94bf5b0e0ce8cb53c31c3fa62492c609733d361');
INSERT INTO "chain" VALUES(3,'submission',2,'2009-07-01T02:00:00+00:00','0.1.0','24c616009d95ebfdd997d926d94bf5b0e0ce8cb53c31c3fa62492c609733d361','c7e09e94d21068436406d9191a4be39c39264b1cd52277038c33d563966fa2e3');
INSERT INTO "chain" VALUES(4,'reading',2,'2009-07-01T03:00:00+00:00','0.1.0','c7e09e94d21068436406d9191a4be39c39264b1cd52277038c33d563966fa2e3','0fbf5b06e1db545eb0b4c378563b356a33f5b0b6f5bc3833e02ea9dc160d232c');
INSERT INTO "chain" VALUES(5,'remark',1,'2009-07-01T04:00:00+00:00','0.1.0','0fbf5b06e1db545eb0b4c378563b356a33f5b0b6f5bc3833e02ea9dc160d232c','ff92c4b7d94ded88856926e3a55bc01b1c2c9612d0906ba8ecf12402195c79ba');
INSERT INTO "chain" VALUES(6,'submission',3,'2009-07-01T05:00:00+00:00','0.1.0','ff92c4b7d94ded88856926e3a55bc01b1c2c9612d0906ba8ecf12402195c79ba','bbfe7f033fa59bf9cfe078fa235d98b042bfdb7495f7b116c7450efb7eba8097');
INSERT INTO "chain" VALUES(7,'destruction',1,'2009-07-01T06:00:00+00:00','0.1.0','bbfe7f033fa59bf9cfe078fa235d98b042bfdb7495f7b116c7450efb7eba8097','1b029f634a4cf1215c43c97c88604568be04680c80dd99d840b77f38be95638a');
CREATE TABLE destructions (
	number INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	ordered_by TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	ordered_on TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (digest)
);
INSERT INTO "destructions" VALUES(1,'7a0d91593df9293a8942f7438cb88f7ab1a8e354da491f567f9939b1303920f5','A. Grant, Director','a spill','2009-02-15');
CREATE TABLE files (
	digest TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO "files" VALUES('4da94f7ab13842d92f35deb8983d2edfe02631ff460c4080f4733de155b57fd4',X'66696C652030');
INSERT INTO "files" VALUES('83bf7fcd913e81d35f0d0e94ed1ec0611e8e3b4909c23b00ef9f076f205e67c6',X'66696C652031');
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
INSERT INTO "observations" VALUES(1,1,'ATF','cases-initiated','FY2009-Q1','[]','exact','74','','','','case management system','','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": ""}','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": "D2"}');
INSERT INTO "observations" VALUES(2,1,'ATF','cases-initiated','FY2009-Q1','[]','exact','75','','','','case management system','','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": ""}','{"file": "FY2009-Q1/ATF.csv", "line": 2, "column": 0, "sheet": "", "cell": "D2"}');
CREATE TABLE readings (
	number INTEGER NOT NULL, 
	submission INTEGER NOT NULL, 
	plan_digest TEXT NOT NULL, 
	status TEXT NOT NULL, 
	rows INTEGER NOT NULL, 
	problems TEXT NOT NULL, 
	statements TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(submission) REFERENCES submissions (number)
);
INSERT INTO "readings" VALUES(1,1,'plan','accepted in part',2,'[{"place": {"file": "FY2009-Q1/ATF.csv", "line": 3, "column": 0, "sheet": "", "cell": "D3"}, "code": "S104", "message": "\"four\" is not a number.", "remedy": "Write 4.", "severity": "error"}]','');
INSERT INTO "readings" VALUES(2,2,'plan','accepted in part',2,'[{"place": {"file": "FY2009-Q1/ATF.csv", "line": 3, "column": 0, "sheet": "", "cell": "D3"}, "code": "S104", "message": "\"four\" is not a number.", "remedy": "Write 4.", "severity": "error"}]','');
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
INSERT INTO "rejections" VALUES(1,1,'ATF','cases-closed','FY2009-Q1','{"place": {"file": "FY2009-Q1/ATF.csv", "line": 3, "column": 0, "sheet": "", "cell": "D3"}, "code": "S104", "message": "\"four\" is not a number.", "remedy": "Write 4.", "severity": "error"}');
INSERT INTO "rejections" VALUES(2,1,'ATF','cases-closed','FY2009-Q1','{"place": {"file": "FY2009-Q1/ATF.csv", "line": 3, "column": 0, "sheet": "", "cell": "D3"}, "code": "S104", "message": "\"four\" is not a number.", "remedy": "Write 4.", "severity": "error"}');
CREATE TABLE remarks (
	number INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	agency TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	period TEXT NOT NULL, 
	submission INTEGER, 
	text TEXT NOT NULL, 
	said_by TEXT NOT NULL, 
	said_on TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(submission) REFERENCES submissions (number)
);
INSERT INTO "remarks" VALUES(1,'accepted','ATF','cases-initiated','FY2009-Q1',2,'as in the letter','B. Lee','2009-02-15');
CREATE TABLE submissions (
	number INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	name TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	agency TEXT NOT NULL, 
	period TEXT NOT NULL, 
	received_on TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	certified_by TEXT NOT NULL, 
	PRIMARY KEY (number), 
	CONSTRAINT revision_from_one CHECK (revision > 0), 
	CONSTRAINT received_once UNIQUE (agency, period, digest)
);
INSERT INTO "submissions" VALUES(1,'4da94f7ab13842d92f35deb8983d2edfe02631ff460c4080f4733de155b57fd4','ATF.csv',6,'ATF','FY2009-Q1','2009-01-15',1,'A. Grant, Director');
INSERT INTO "submissions" VALUES(2,'83bf7fcd913e81d35f0d0e94ed1ec0611e8e3b4909c23b00ef9f076f205e67c6','ATF.csv',6,'ATF','FY2009-Q1','2009-02-15',2,'A. Grant, Director');
INSERT INTO "submissions" VALUES(3,'7a0d91593df9293a8942f7438cb88f7ab1a8e354da491f567f9939b1303920f5','ICE.csv',10,'ICE','FY2009-Q1','2009-02-15',1,'');
CREATE INDEX ix_submissions_digest ON submissions (digest);
CREATE INDEX ix_readings_submission ON readings (submission);
CREATE INDEX ix_observations_measure ON observations (measure);
CREATE TRIGGER chain_no_update BEFORE UPDATE ON chain  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER chain_no_delete BEFORE DELETE ON chain  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER chain_no_insert_again BEFORE INSERT ON chain WHEN EXISTS (SELECT 1 FROM chain WHERE (position = NEW.position) OR (hash = NEW.hash) OR (kind = NEW.kind AND number = NEW.number) OR (hash = NEW.hash)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER destructions_no_update BEFORE UPDATE ON destructions  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER destructions_no_delete BEFORE DELETE ON destructions  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER destructions_no_insert_again BEFORE INSERT ON destructions WHEN EXISTS (SELECT 1 FROM destructions WHERE (number = NEW.number) OR (digest = NEW.digest) OR (digest = NEW.digest)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER files_no_update BEFORE UPDATE ON files  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER files_no_delete BEFORE DELETE ON files WHEN NOT EXISTS (SELECT 1 FROM destructions WHERE destructions.digest = OLD.digest) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER files_no_insert_again BEFORE INSERT ON files WHEN EXISTS (SELECT 1 FROM files WHERE (digest = NEW.digest)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submissions_no_update BEFORE UPDATE ON submissions  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submissions_no_delete BEFORE DELETE ON submissions  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER submissions_no_insert_again BEFORE INSERT ON submissions WHEN EXISTS (SELECT 1 FROM submissions WHERE (number = NEW.number) OR (agency = NEW.agency AND period = NEW.period AND digest = NEW.digest)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_no_insert_again BEFORE INSERT ON readings WHEN EXISTS (SELECT 1 FROM readings WHERE (number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER remarks_no_update BEFORE UPDATE ON remarks  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER remarks_no_delete BEFORE DELETE ON remarks  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER remarks_no_insert_again BEFORE INSERT ON remarks WHEN EXISTS (SELECT 1 FROM remarks WHERE (number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER observations_no_update BEFORE UPDATE ON observations  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER observations_no_delete BEFORE DELETE ON observations  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER observations_no_insert_again BEFORE INSERT ON observations WHEN EXISTS (SELECT 1 FROM observations WHERE (reading = NEW.reading AND position = NEW.position)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rejections_no_update BEFORE UPDATE ON rejections  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rejections_no_delete BEFORE DELETE ON rejections  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rejections_no_insert_again BEFORE INSERT ON rejections WHEN EXISTS (SELECT 1 FROM rejections WHERE (reading = NEW.reading AND position = NEW.position)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
COMMIT;
