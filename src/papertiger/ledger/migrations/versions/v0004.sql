CREATE TABLE activities (
	"row" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	program TEXT NOT NULL, 
	version TEXT NOT NULL, 
	config TEXT, 
	person TEXT, 
	at TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT activities_key UNIQUE (id)
);;
CREATE TABLE tallies (
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	object TEXT NOT NULL, 
	first TEXT NOT NULL, 
	second TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT tallies_pkey PRIMARY KEY (kind, subject, object, first, second)
)
 WITHOUT ROWID

;;
CREATE TABLE entries (
	"row" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	activity INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT entries_key UNIQUE (id), 
	FOREIGN KEY(activity) REFERENCES activities ("row")
);;
CREATE TABLE commitments (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	patron TEXT NOT NULL, 
	client TEXT, 
	obligation TEXT, 
	domain TEXT, 
	body TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT commitments_key UNIQUE (id, version), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE triggers (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	target TEXT NOT NULL, 
	threat TEXT, 
	kind TEXT NOT NULL, 
	earliest TEXT, 
	latest TEXT, 
	body TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT triggers_key UNIQUE (id, version), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE tests (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	commitment TEXT NOT NULL, 
	"trigger" TEXT NOT NULL, 
	patron TEXT NOT NULL, 
	client TEXT NOT NULL, 
	crisis TEXT, 
	body TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT tests_key UNIQUE (id, version), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE responses (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	test TEXT NOT NULL, 
	domain TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT responses_key UNIQUE (id, version), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE scenario_runs (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	scenario TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	seed INTEGER, 
	at TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT scenario_runs_key UNIQUE (id), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE custody (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	chain TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT custody_entry UNIQUE (entry), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE articles (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	path TEXT NOT NULL, 
	title TEXT, 
	outlet TEXT, 
	author TEXT, 
	published TEXT, 
	url TEXT, 
	declared_language TEXT, 
	language TEXT NOT NULL, 
	normalisation TEXT NOT NULL, 
	raw_sha256 TEXT NOT NULL, 
	layout TEXT NOT NULL, 
	text TEXT NOT NULL, 
	raw BLOB NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT articles_key UNIQUE ("key"), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE coders (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	reader TEXT NOT NULL, 
	version TEXT NOT NULL, 
	config TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT coders_key UNIQUE (id), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE chains (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	speaker TEXT, 
	anonymous BOOLEAN NOT NULL, 
	said_by TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT chains_key UNIQUE (digest), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE actors (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	config TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT, 
	wikidata TEXT, 
	names TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT actors_key UNIQUE (id, config), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE reviews (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	claim TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	decision TEXT NOT NULL, 
	changes TEXT, 
	"into" TEXT, 
	assignee TEXT, 
	why TEXT NOT NULL, 
	reviewer TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT reviews_key UNIQUE (id), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE grades (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	target TEXT NOT NULL, 
	reliability TEXT, 
	credibility TEXT, 
	graded_by TEXT NOT NULL, 
	why TEXT NOT NULL, 
	graded_at TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT grades_key UNIQUE (id), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE watchlists (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT watchlists_key UNIQUE (id, version), 
	FOREIGN KEY(entry) REFERENCES entries ("row")
);;
CREATE TABLE fetches (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	article INTEGER, 
	source TEXT NOT NULL, 
	method TEXT NOT NULL, 
	at TEXT NOT NULL, 
	status INTEGER, 
	headers TEXT, 
	size INTEGER, 
	sha256 TEXT, 
	problem TEXT, 
	cure TEXT, 
	PRIMARY KEY ("row"), 
	CONSTRAINT fetches_key UNIQUE (id), 
	FOREIGN KEY(entry) REFERENCES entries ("row"), 
	FOREIGN KEY(article) REFERENCES articles ("row")
);;
CREATE TABLE readings (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	language TEXT NOT NULL, 
	coder INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	sentences INTEGER NOT NULL, 
	parsed INTEGER NOT NULL, 
	claims INTEGER NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT readings_key UNIQUE (id), 
	FOREIGN KEY(entry) REFERENCES entries ("row"), 
	FOREIGN KEY(article) REFERENCES articles ("row"), 
	FOREIGN KEY(coder) REFERENCES coders ("row")
);;
CREATE TABLE attributions (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	chain INTEGER NOT NULL, 
	step INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	actor TEXT, 
	anonymous BOOLEAN NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT attributions_key UNIQUE (chain, step), 
	FOREIGN KEY(entry) REFERENCES entries ("row"), 
	FOREIGN KEY(chain) REFERENCES chains ("row")
);;
CREATE TABLE fingerprints (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	week INTEGER, 
	meta TEXT NOT NULL, 
	vectors BLOB NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT fingerprints_key UNIQUE (article), 
	FOREIGN KEY(entry) REFERENCES entries ("row"), 
	FOREIGN KEY(article) REFERENCES articles ("row")
);;
CREATE TABLE joined (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT joined_key UNIQUE (article), 
	FOREIGN KEY(entry) REFERENCES entries ("row"), 
	FOREIGN KEY(article) REFERENCES articles ("row")
);;
CREATE TABLE links (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	first INTEGER NOT NULL, 
	second INTEGER NOT NULL, 
	log_odds FLOAT NOT NULL, 
	evidence TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT links_key UNIQUE (first, second), 
	FOREIGN KEY(entry) REFERENCES entries ("row"), 
	FOREIGN KEY(first) REFERENCES articles ("row"), 
	FOREIGN KEY(second) REFERENCES articles ("row")
);;
CREATE TABLE claims (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	reading INTEGER NOT NULL, 
	review INTEGER, 
	coder INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	family TEXT NOT NULL, 
	predicate TEXT NOT NULL, 
	subject TEXT, 
	subject_state TEXT, 
	object TEXT, 
	object_state TEXT, 
	over TEXT, 
	domain TEXT NOT NULL, 
	polarity TEXT NOT NULL, 
	modality TEXT NOT NULL, 
	mode TEXT, 
	contexts TEXT, 
	auxiliary TEXT, 
	time_edtf TEXT, 
	time_words TEXT, 
	place TEXT, 
	chain INTEGER NOT NULL, 
	side TEXT, 
	confidence FLOAT NOT NULL, 
	frame TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	prefix TEXT NOT NULL, 
	suffix TEXT NOT NULL, 
	explanation BLOB NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT claims_key UNIQUE (id, version), 
	FOREIGN KEY(entry) REFERENCES entries ("row"), 
	FOREIGN KEY(article) REFERENCES articles ("row"), 
	FOREIGN KEY(reading) REFERENCES readings ("row"), 
	FOREIGN KEY(review) REFERENCES reviews ("row"), 
	FOREIGN KEY(coder) REFERENCES coders ("row"), 
	FOREIGN KEY(chain) REFERENCES chains ("row")
);;
CREATE TABLE superseded (
	"row" INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	claim INTEGER NOT NULL, 
	"by" INTEGER, 
	review INTEGER, 
	why TEXT NOT NULL, 
	PRIMARY KEY ("row"), 
	CONSTRAINT superseded_key UNIQUE (claim), 
	FOREIGN KEY(entry) REFERENCES entries ("row"), 
	FOREIGN KEY(claim) REFERENCES claims ("row"), 
	FOREIGN KEY("by") REFERENCES claims ("row"), 
	FOREIGN KEY(review) REFERENCES reviews ("row")
);;
CREATE TABLE standing (
	"row" INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	published TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	family TEXT NOT NULL, 
	predicate TEXT NOT NULL, 
	subject TEXT, 
	subject_state TEXT, 
	object TEXT, 
	object_state TEXT, 
	domain TEXT NOT NULL, 
	polarity TEXT NOT NULL, 
	modality TEXT NOT NULL, 
	chain INTEGER NOT NULL, 
	language TEXT NOT NULL, 
	outlet TEXT, 
	PRIMARY KEY ("row"), 
	FOREIGN KEY("row") REFERENCES claims ("row")
);;
CREATE INDEX actors_entry ON actors (entry);;
CREATE INDEX articles_entry ON articles (entry);;
CREATE INDEX articles_outlet ON articles (outlet, published, language);;
CREATE INDEX articles_path ON articles (path);;
CREATE INDEX articles_published ON articles (published, "row");;
CREATE INDEX articles_sha256 ON articles (sha256);;
CREATE INDEX attributions_actor ON attributions (actor);;
CREATE INDEX attributions_entry ON attributions (entry);;
CREATE INDEX chains_entry ON chains (entry);;
CREATE INDEX chains_speaker ON chains (speaker);;
CREATE INDEX claims_article ON claims (article, start);;
CREATE INDEX claims_entry ON claims (entry);;
CREATE INDEX claims_reading ON claims (reading);;
CREATE INDEX coders_entry ON coders (entry);;
CREATE INDEX commitments_client ON commitments (client);;
CREATE INDEX commitments_entry ON commitments (entry);;
CREATE INDEX commitments_patron ON commitments (patron, client);;
CREATE INDEX entries_activity ON entries (activity);;
CREATE INDEX fetches_article ON fetches (article);;
CREATE INDEX fetches_at ON fetches (at);;
CREATE INDEX fetches_entry ON fetches (entry);;
CREATE INDEX fingerprints_entry ON fingerprints (entry);;
CREATE INDEX fingerprints_week ON fingerprints (week);;
CREATE INDEX grades_entry ON grades (entry);;
CREATE INDEX grades_target ON grades (target, graded_at);;
CREATE INDEX joined_entry ON joined (entry);;
CREATE INDEX links_entry ON links (entry);;
CREATE INDEX links_second ON links (second);;
CREATE UNIQUE INDEX readings_article ON readings (article, number);;
CREATE INDEX readings_coder ON readings (coder);;
CREATE INDEX readings_entry ON readings (entry);;
CREATE INDEX responses_entry ON responses (entry);;
CREATE INDEX responses_test ON responses (test, domain);;
CREATE INDEX reviews_claim ON reviews (claim, at);;
CREATE INDEX reviews_entry ON reviews (entry);;
CREATE INDEX reviews_reviewer ON reviews (reviewer, at);;
CREATE INDEX scenario_runs_entry ON scenario_runs (entry);;
CREATE INDEX scenario_runs_scenario ON scenario_runs (scenario, at);;
CREATE INDEX standing_article ON standing (article, start);;
CREATE INDEX standing_chain ON standing (chain, published);;
CREATE INDEX standing_object ON standing (object, published);;
CREATE INDEX standing_object_state ON standing (object_state, published, predicate, domain);;
CREATE INDEX standing_order ON standing (published, article, start, "row");;
CREATE INDEX standing_pair ON standing (subject_state, object_state, published, predicate, domain);;
CREATE INDEX standing_subject ON standing (subject, published);;
CREATE INDEX standing_subject_state ON standing (subject_state, published, predicate, domain);;
CREATE INDEX superseded_entry ON superseded (entry);;
CREATE INDEX tests_commitment ON tests (commitment);;
CREATE INDEX tests_entry ON tests (entry);;
CREATE INDEX tests_patron ON tests (patron, client);;
CREATE INDEX tests_trigger ON tests ("trigger");;
CREATE INDEX triggers_entry ON triggers (entry);;
CREATE INDEX triggers_target ON triggers (target, earliest);;
CREATE INDEX watchlists_entry ON watchlists (entry);;
CREATE TRIGGER activities_no_update BEFORE UPDATE ON activities BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: activities cannot be changed'); END;;
CREATE TRIGGER activities_no_delete BEFORE DELETE ON activities BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: activities cannot be deleted'); END;;
CREATE TRIGGER activities_no_replace BEFORE INSERT ON activities WHEN EXISTS (SELECT 1 FROM activities WHERE "id" = NEW."id") OR EXISTS (SELECT 1 FROM activities WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: activities cannot be replaced'); END;;
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: entries cannot be changed'); END;;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: entries cannot be deleted'); END;;
CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries WHEN EXISTS (SELECT 1 FROM entries WHERE "id" = NEW."id") OR EXISTS (SELECT 1 FROM entries WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: entries cannot be replaced'); END;;
CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: custody cannot be changed'); END;;
CREATE TRIGGER custody_no_delete BEFORE DELETE ON custody BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: custody cannot be deleted'); END;;
CREATE TRIGGER custody_no_replace BEFORE INSERT ON custody WHEN EXISTS (SELECT 1 FROM custody WHERE "entry" = NEW."entry") OR EXISTS (SELECT 1 FROM custody WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: custody cannot be replaced'); END;;
CREATE TRIGGER articles_no_update BEFORE UPDATE ON articles BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: articles cannot be changed'); END;;
CREATE TRIGGER articles_no_delete BEFORE DELETE ON articles BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: articles cannot be deleted'); END;;
CREATE TRIGGER articles_no_replace BEFORE INSERT ON articles WHEN EXISTS (SELECT 1 FROM articles WHERE "key" = NEW."key") OR EXISTS (SELECT 1 FROM articles WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: articles cannot be replaced'); END;;
CREATE TRIGGER fetches_no_update BEFORE UPDATE ON fetches BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: fetches cannot be changed'); END;;
CREATE TRIGGER fetches_no_delete BEFORE DELETE ON fetches BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: fetches cannot be deleted'); END;;
CREATE TRIGGER fetches_no_replace BEFORE INSERT ON fetches WHEN EXISTS (SELECT 1 FROM fetches WHERE "id" = NEW."id") OR EXISTS (SELECT 1 FROM fetches WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: fetches cannot be replaced'); END;;
CREATE TRIGGER coders_no_update BEFORE UPDATE ON coders BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: coders cannot be changed'); END;;
CREATE TRIGGER coders_no_delete BEFORE DELETE ON coders BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: coders cannot be deleted'); END;;
CREATE TRIGGER coders_no_replace BEFORE INSERT ON coders WHEN EXISTS (SELECT 1 FROM coders WHERE "id" = NEW."id") OR EXISTS (SELECT 1 FROM coders WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: coders cannot be replaced'); END;;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: readings cannot be changed'); END;;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: readings cannot be deleted'); END;;
CREATE TRIGGER readings_no_replace BEFORE INSERT ON readings WHEN EXISTS (SELECT 1 FROM readings WHERE "id" = NEW."id") OR EXISTS (SELECT 1 FROM readings WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: readings cannot be replaced'); END;;
CREATE TRIGGER chains_no_update BEFORE UPDATE ON chains BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: chains cannot be changed'); END;;
CREATE TRIGGER chains_no_delete BEFORE DELETE ON chains BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: chains cannot be deleted'); END;;
CREATE TRIGGER chains_no_replace BEFORE INSERT ON chains WHEN EXISTS (SELECT 1 FROM chains WHERE "digest" = NEW."digest") OR EXISTS (SELECT 1 FROM chains WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: chains cannot be replaced'); END;;
CREATE TRIGGER attributions_no_update BEFORE UPDATE ON attributions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: attributions cannot be changed'); END;;
CREATE TRIGGER attributions_no_delete BEFORE DELETE ON attributions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: attributions cannot be deleted'); END;;
CREATE TRIGGER attributions_no_replace BEFORE INSERT ON attributions WHEN EXISTS (SELECT 1 FROM attributions WHERE "chain" = NEW."chain" AND "step" = NEW."step") OR EXISTS (SELECT 1 FROM attributions WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: attributions cannot be replaced'); END;;
CREATE TRIGGER actors_no_update BEFORE UPDATE ON actors BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: actors cannot be changed'); END;;
CREATE TRIGGER actors_no_delete BEFORE DELETE ON actors BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: actors cannot be deleted'); END;;
CREATE TRIGGER actors_no_replace BEFORE INSERT ON actors WHEN EXISTS (SELECT 1 FROM actors WHERE "id" = NEW."id" AND "config" = NEW."config") OR EXISTS (SELECT 1 FROM actors WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: actors cannot be replaced'); END;;
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reviews cannot be changed'); END;;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reviews cannot be deleted'); END;;
CREATE TRIGGER reviews_no_replace BEFORE INSERT ON reviews WHEN EXISTS (SELECT 1 FROM reviews WHERE "id" = NEW."id") OR EXISTS (SELECT 1 FROM reviews WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reviews cannot be replaced'); END;;
CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: claims cannot be changed'); END;;
CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: claims cannot be deleted'); END;;
CREATE TRIGGER claims_no_replace BEFORE INSERT ON claims WHEN EXISTS (SELECT 1 FROM claims WHERE "id" = NEW."id" AND "version" = NEW."version") OR EXISTS (SELECT 1 FROM claims WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: claims cannot be replaced'); END;;
CREATE TRIGGER superseded_no_update BEFORE UPDATE ON superseded BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: superseded cannot be changed'); END;;
CREATE TRIGGER superseded_no_delete BEFORE DELETE ON superseded BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: superseded cannot be deleted'); END;;
CREATE TRIGGER superseded_no_replace BEFORE INSERT ON superseded WHEN EXISTS (SELECT 1 FROM superseded WHERE "claim" = NEW."claim") OR EXISTS (SELECT 1 FROM superseded WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: superseded cannot be replaced'); END;;
CREATE TRIGGER fingerprints_no_update BEFORE UPDATE ON fingerprints BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: fingerprints cannot be changed'); END;;
CREATE TRIGGER fingerprints_no_delete BEFORE DELETE ON fingerprints BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: fingerprints cannot be deleted'); END;;
CREATE TRIGGER fingerprints_no_replace BEFORE INSERT ON fingerprints WHEN EXISTS (SELECT 1 FROM fingerprints WHERE "article" = NEW."article") OR EXISTS (SELECT 1 FROM fingerprints WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: fingerprints cannot be replaced'); END;;
CREATE TRIGGER joined_no_update BEFORE UPDATE ON joined BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: joined cannot be changed'); END;;
CREATE TRIGGER joined_no_delete BEFORE DELETE ON joined BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: joined cannot be deleted'); END;;
CREATE TRIGGER joined_no_replace BEFORE INSERT ON joined WHEN EXISTS (SELECT 1 FROM joined WHERE "article" = NEW."article") OR EXISTS (SELECT 1 FROM joined WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: joined cannot be replaced'); END;;
CREATE TRIGGER links_no_update BEFORE UPDATE ON links BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: links cannot be changed'); END;;
CREATE TRIGGER links_no_delete BEFORE DELETE ON links BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: links cannot be deleted'); END;;
CREATE TRIGGER links_no_replace BEFORE INSERT ON links WHEN EXISTS (SELECT 1 FROM links WHERE "first" = NEW."first" AND "second" = NEW."second") OR EXISTS (SELECT 1 FROM links WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: links cannot be replaced'); END;;
CREATE TRIGGER grades_no_update BEFORE UPDATE ON grades BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: grades cannot be changed'); END;;
CREATE TRIGGER grades_no_delete BEFORE DELETE ON grades BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: grades cannot be deleted'); END;;
CREATE TRIGGER grades_no_replace BEFORE INSERT ON grades WHEN EXISTS (SELECT 1 FROM grades WHERE "id" = NEW."id") OR EXISTS (SELECT 1 FROM grades WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: grades cannot be replaced'); END;;
CREATE TRIGGER watchlists_no_update BEFORE UPDATE ON watchlists BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: watchlists cannot be changed'); END;;
CREATE TRIGGER watchlists_no_delete BEFORE DELETE ON watchlists BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: watchlists cannot be deleted'); END;;
CREATE TRIGGER watchlists_no_replace BEFORE INSERT ON watchlists WHEN EXISTS (SELECT 1 FROM watchlists WHERE "id" = NEW."id" AND "version" = NEW."version") OR EXISTS (SELECT 1 FROM watchlists WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: watchlists cannot be replaced'); END;;
CREATE TRIGGER commitments_no_update BEFORE UPDATE ON commitments BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: commitments cannot be changed'); END;;
CREATE TRIGGER commitments_no_delete BEFORE DELETE ON commitments BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: commitments cannot be deleted'); END;;
CREATE TRIGGER commitments_no_replace BEFORE INSERT ON commitments WHEN EXISTS (SELECT 1 FROM commitments WHERE "id" = NEW."id" AND "version" = NEW."version") OR EXISTS (SELECT 1 FROM commitments WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: commitments cannot be replaced'); END;;
CREATE TRIGGER triggers_no_update BEFORE UPDATE ON triggers BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: triggers cannot be changed'); END;;
CREATE TRIGGER triggers_no_delete BEFORE DELETE ON triggers BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: triggers cannot be deleted'); END;;
CREATE TRIGGER triggers_no_replace BEFORE INSERT ON triggers WHEN EXISTS (SELECT 1 FROM triggers WHERE "id" = NEW."id" AND "version" = NEW."version") OR EXISTS (SELECT 1 FROM triggers WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: triggers cannot be replaced'); END;;
CREATE TRIGGER tests_no_update BEFORE UPDATE ON tests BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: tests cannot be changed'); END;;
CREATE TRIGGER tests_no_delete BEFORE DELETE ON tests BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: tests cannot be deleted'); END;;
CREATE TRIGGER tests_no_replace BEFORE INSERT ON tests WHEN EXISTS (SELECT 1 FROM tests WHERE "id" = NEW."id" AND "version" = NEW."version") OR EXISTS (SELECT 1 FROM tests WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: tests cannot be replaced'); END;;
CREATE TRIGGER responses_no_update BEFORE UPDATE ON responses BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: responses cannot be changed'); END;;
CREATE TRIGGER responses_no_delete BEFORE DELETE ON responses BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: responses cannot be deleted'); END;;
CREATE TRIGGER responses_no_replace BEFORE INSERT ON responses WHEN EXISTS (SELECT 1 FROM responses WHERE "id" = NEW."id" AND "version" = NEW."version") OR EXISTS (SELECT 1 FROM responses WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: responses cannot be replaced'); END;;
CREATE TRIGGER scenario_runs_no_update BEFORE UPDATE ON scenario_runs BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: scenario_runs cannot be changed'); END;;
CREATE TRIGGER scenario_runs_no_delete BEFORE DELETE ON scenario_runs BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: scenario_runs cannot be deleted'); END;;
CREATE TRIGGER scenario_runs_no_replace BEFORE INSERT ON scenario_runs WHEN EXISTS (SELECT 1 FROM scenario_runs WHERE "id" = NEW."id") OR EXISTS (SELECT 1 FROM scenario_runs WHERE "row" = NEW."row") BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: scenario_runs cannot be replaced'); END;;
CREATE TRIGGER claims_stand AFTER INSERT ON claims BEGIN INSERT INTO standing ("row", "article", "start", "family", "predicate", "subject", "object", "domain", "polarity", "modality", "chain", "subject_state", "object_state", "published", "language", "outlet") SELECT NEW."row", NEW."article", NEW."start", NEW."family", NEW."predicate", NEW."subject", NEW."object", NEW."domain", NEW."polarity", NEW."modality", NEW."chain", coalesce(NEW."subject_state", NEW."subject"), coalesce(NEW."object_state", NEW."object"), coalesce(a.published, ''), a.language, a.outlet FROM articles a WHERE a.row = NEW.article; END;;
CREATE TRIGGER superseded_fall AFTER INSERT ON superseded BEGIN DELETE FROM standing WHERE row = NEW.claim; END;;
CREATE TRIGGER standing_counted AFTER INSERT ON standing BEGIN INSERT INTO tallies ("kind", "subject", "object", "first", "second", "number") VALUES ('family', '', '', NEW.family, '', 1), ('pair', coalesce(NEW.subject_state, ''), coalesce(NEW.object_state, ''), '', '', 1), ('cell', coalesce(NEW.subject_state, ''), coalesce(NEW.object_state, ''), NEW.predicate, NEW.domain, 1), ('month', coalesce(NEW.subject_state, ''), coalesce(NEW.object_state, ''), substr(NEW.published, 1, 7), '', 1) ON CONFLICT ("kind", "subject", "object", "first", "second") DO UPDATE SET number = tallies.number + excluded.number; END;;
CREATE TRIGGER standing_uncounted AFTER DELETE ON standing BEGIN INSERT INTO tallies ("kind", "subject", "object", "first", "second", "number") VALUES ('family', '', '', OLD.family, '', -1), ('pair', coalesce(OLD.subject_state, ''), coalesce(OLD.object_state, ''), '', '', -1), ('cell', coalesce(OLD.subject_state, ''), coalesce(OLD.object_state, ''), OLD.predicate, OLD.domain, -1), ('month', coalesce(OLD.subject_state, ''), coalesce(OLD.object_state, ''), substr(OLD.published, 1, 7), '', -1) ON CONFLICT ("kind", "subject", "object", "first", "second") DO UPDATE SET number = tallies.number + excluded.number; END;;
CREATE TRIGGER articles_counted AFTER INSERT ON articles BEGIN INSERT INTO tallies ("kind", "subject", "object", "first", "second", "number") VALUES ('language', '', '', NEW.language, '', 1) ON CONFLICT ("kind", "subject", "object", "first", "second") DO UPDATE SET number = tallies.number + excluded.number; END;;
