BEGIN TRANSACTION;
CREATE TABLE event (fingerprint text not null references file(fingerprint), "address", "key", "class", "reason", "fault", "status", "reply", "at", "zone", "campaign", "echo", "source", "file", "row", "text", "because");
INSERT INTO "event" VALUES('d27c824b8e432aed63a09ded6bb832c88abbaa8ca9d09e9a851f41e56b082a92','ann@example.com','ann@example.com','soft','mailbox_full','address','4.2.2','452','2026-03-12T09:30:00.000000','unknown','',0,'generic','march.csv',2,'452 4.2.2 Mailbox full','generic: text "mailbox full" (mailbox_full), code 4.2.2; service says soft');
INSERT INTO "event" VALUES('d27c824b8e432aed63a09ded6bb832c88abbaa8ca9d09e9a851f41e56b082a92','bob@example.com','bob@example.com','hard','invalid_mailbox','address','5.1.1','550','2026-03-12T09:31:00.000000','unknown','',0,'generic','march.csv',3,'550 5.1.1 User unknown','generic: text "user unknown" (user_unknown), code 5.1.1; service says hard');
INSERT INTO "event" VALUES('3ef281ee648576a853daa4d26a7944b67d6624fbaba58350635d717e59b79738','ann@example.com','ann@example.com','soft','mailbox_full','address','4.2.2','452','2026-04-09T10:00:00.000000','unknown','',0,'generic','april.csv',2,'452 4.2.2 Mailbox full','generic: text "mailbox full" (mailbox_full), code 4.2.2; service says soft');
INSERT INTO "event" VALUES('3ef281ee648576a853daa4d26a7944b67d6624fbaba58350635d717e59b79738','安@example.com','安@example.com','soft','mailbox_full','address','','452',NULL,'','',0,'generic','april.csv',3,'452 邮箱已满 ’','generic: text "邮箱已满" (mailbox_full), code 452; service says soft');
CREATE TABLE file (
    fingerprint text primary key, path text not null, source text not null, rows integer not null,
    dated text not null, dated_by text not null, shows_soft integer not null
);
INSERT INTO "file" VALUES('d27c824b8e432aed63a09ded6bb832c88abbaa8ca9d09e9a851f41e56b082a92','march.csv','generic',2,'2026-11-25T12:48:53','file',1);
INSERT INTO "file" VALUES('3ef281ee648576a853daa4d26a7944b67d6624fbaba58350635d717e59b79738','april.csv','generic',2,'2026-11-25T12:48:53','file',1);
CREATE TABLE removal (
    run text not null references run(id), key text not null, address text not null, rule text not null, reason text not null,
    primary key (run, key)
);
INSERT INTO "removal" VALUES('20261125-124854-272','bob@example.com','bob@example.com','hard','invalid_mailbox');
INSERT INTO "removal" VALUES('20261125-124854-339','bob@example.com','bob@example.com','hard','invalid_mailbox');
CREATE TABLE run (id text primary key, at text not null);
INSERT INTO "run" VALUES('20261125-124854-272','2026-11-25T12:48:54.272508');
INSERT INTO "run" VALUES('20261125-124854-339','2026-11-25T12:48:54.339559');
CREATE INDEX event_file on event(fingerprint);
CREATE INDEX removal_key on removal(key);
COMMIT;
pragma user_version = 1;
