import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { filesBelow, readSalz } from '../../base/sicherung/index.ts';
import { keyOf } from '../../base/sicherung/kennwort.ts';
import { readKennwort } from './kennwort.ts';
import { fehlendeDateien, pruefeDateien, pruefeSicherung, readKopf } from './pruefen.ts';
import { sichere } from './sichern.ts';
import { stelleDateienHer, stelleDatenbankHer, stelleSchluesselHer } from './wiederherstellen.ts';

const KENNWORT = 'ein ganzer Satz als Kennwort';
const NAME = 'Ottilie Beispiel-Amtsblatt';
const [t, leer] = [await neueDatenbank(), await neueDatenbank()];
const ort = mkdtempSync(join(tmpdir(), 'rv-verschlossen-'));
const [daten, schluessel] = [join(ort, 'daten'), join(ort, 'schluessel')];
const ordner = { dateien: join(t.ordner, 'dateien'), schluessel: join(t.ordner, 'schluessel') };
const sichereAm = async (zeit: string, kennwort: string | null = KENNWORT) => {
  const e = await sichere(
    { client: t.setup, ordner, jetzt: new Date(zeit), kennwort, melde: () => undefined },
    daten,
    schluessel,
  );
  if (!e.ok) throw new Error(e.meldung);
  return e;
};
const gut = <T>(e: ({ ok: true } & T) | { ok: false; meldung: string }) => {
  if (!e.ok) throw new Error(e.meldung);
  return e;
};
const nein = async (quelle: string, kennwort: string | null = KENNWORT, art: 'daten' | 'schluessel' = 'daten') => {
  const e = await pruefeSicherung(quelle, art, kennwort);
  if (e.ok) throw new Error('Die Sicherung wurde angenommen.');
  expect(e.meldung).toMatch(/Es wurde nichts verändert\.$/);
  return e.meldung;
};
/** What somebody can do who has the medium and no passphrase: a copy, its description made to fit. */
function kopie(von: string, aendere: (dort: string) => void): string {
  const dort = mkdtempSync(join(ort, 'kopie-'));
  cpSync(von, dort, { recursive: true });
  aendere(dort);
  const beschrieb = join(dort, 'sicherung.json');
  const b = JSON.parse(readFileSync(beschrieb, 'utf8')) as Record<string, string>;
  const neu = (name: string) =>
    existsSync(join(dort, name))
      ? createHash('sha256')
          .update(readFileSync(join(dort, name)))
          .digest('hex')
      : undefined;
  writeFileSync(
    beschrieb,
    JSON.stringify({
      ...b,
      sha256: neu(b['datei'] ?? ''),
      ...(b['verzeichnis'] ? { verzeichnis: neu(VERZEICHNIS) } : {}),
    }),
  );
  return dort;
}
const DATENBANK = 'datenbank.jsonl.gz';
const VERZEICHNIS = 'verzeichnis.jsonl.gz';
const kippe = (datei: string, at: number) =>
  writeFileSync(
    datei,
    readFileSync(datei).map((b, i, alle) => (i === (at < 0 ? alle.length + at : at) ? b ^ 1 : b)),
  );
const pfade: string[] = [];
let erste: Awaited<ReturnType<typeof sichereAm>>;
let gestern: typeof erste;

beforeAll(async () => {
  await t.setup.query(`update kommunen.merkmale set name = $1 where ctid = (select min(ctid) from kommunen.merkmale)`, [
    NAME,
  ]);
  for (const laenge of [10, 200_000]) {
    const bytes = randomBytes(laenge);
    const hash = createHash('sha256').update(bytes).digest('hex');
    pfade.push(join('0190-koerperschaft', hash.slice(0, 2), hash));
    mkdirSync(dirname(join(ordner.dateien, pfade.at(-1) ?? '')), { recursive: true });
    writeFileSync(join(ordner.dateien, pfade.at(-1) ?? ''), bytes);
  }
  t.bund.datei('kontext.key', () => Buffer.alloc(32, 7));
  gestern = await sichereAm('2026-07-30T20:00:00Z');
  erste = await sichereAm('2026-08-01T20:00:00Z');
});
afterAll(() => rmSync(ort, { recursive: true, force: true }));

describe('Eine verschlossene Sicherung', () => {
  it('zeigt ohne das Kennwort nur, was das Wiederherstellen braucht', async () => {
    const offen = await sichereAm('2026-07-31T20:00:00Z', null);
    const name = Buffer.from(NAME);
    const zeilen: string[] = [];
    for await (const z of gut(await pruefeSicherung(offen.daten, 'daten', null)).zeilen()) zeilen.push(z);
    expect(zeilen.join('\n')).toContain(NAME);
    for (const wurzel of [erste.daten, erste.schluessel])
      for (const datei of filesBelow(wurzel)) {
        expect(datei).not.toContain('0190');
        expect(pfade.some((p) => datei.includes(p.slice(-64)))).toBe(false);
        const klar = ['sicherung.json', 'LIESMICH.txt'].includes(datei);
        expect(readSalz(join(wurzel, datei)) === null, datei).toBe(klar);
        expect(readFileSync(join(wurzel, datei)).includes(name)).toBe(false);
      }
    expect(Object.keys(JSON.parse(readFileSync(join(erste.daten, 'sicherung.json'), 'utf8')) as object)).toEqual([
      'art',
      'zeit',
      'datei',
      'sha256',
      'verzeichnis',
    ]);
  });

  it('bringt mit ihm jede Zeile, jede Datei und jeden Schlüssel zurück', async () => {
    const hier = join(ort, 'leere-maschine');
    await stelleSchluesselHer(
      gut(await pruefeSicherung(erste.schluessel, 'schluessel', KENNWORT)),
      join(hier, 'schluessel'),
    );
    const d = gut(await pruefeSicherung(erste.daten, 'daten', KENNWORT));
    const kopf = await readKopf(d.zeilen());
    const ctxSchluessel = Buffer.alloc(32, 7);
    await stelleDatenbankHer(leer.setup, d.zeilen(), kopf, { rollen: 'rvtest', ctxSchluessel });
    expect((await leer.setup.query('select 1 from kommunen.merkmale where name = $1', [NAME])).rowCount).toBe(1);
    expect(gut(await pruefeDateien(d, join(hier, 'dateien'), false)).ohne.size).toBe(0);
    expect(await stelleDateienHer(d, join(hier, 'dateien'), new Set())).toBe(2);
    expect(await stelleDateienHer(d, join(hier, 'dateien'), new Set())).toBe(0);
    for (const p of pfade)
      expect(readFileSync(join(hier, 'dateien', p)).equals(readFileSync(join(ordner.dateien, p)))).toBe(true);
    expect(readFileSync(join(hier, 'schluessel/kontext.key')).equals(ctxSchluessel)).toBe(true);
    // the user of the database gets through to its part, and to no key
    expect(statSync(hier).mode & 0o777).toBe(0o755);
    expect(statSync(join(hier, 'schluessel')).mode & 0o777).toBe(0o700);
  });

  it('wird ohne Kennwort, mit einem anderen und als offene unter einem Kennwort nicht genommen', async () => {
    const offen = await sichereAm('2026-07-31T21:00:00Z', null);
    for (const art of ['daten', 'schluessel'] as const) {
      expect(await nein(erste[art], null, art)).toContain('ist verschlüsselt. Nennen Sie mit --kennwort');
      expect(await nein(erste[art], `${KENNWORT}!`, art)).toContain('Das Kennwort passt nicht zu');
      expect(await nein(offen[art], KENNWORT, art)).toContain('ist nicht verschlüsselt');
    }
  });

  it.each<[string, RegExp, (dort: string) => void]>([
    [
      'ein Bit der Datenbank',
      /passt nicht zu .*datenbank.*oder die Datei wurde verändert/,
      (o) => kippe(join(o, DATENBANK), 5_000),
    ],
    ['das letzte Bit', /passt nicht zu .*datenbank/, (o) => kippe(join(o, DATENBANK), -1)],
    ['ein Bit des Verzeichnisses', /passt nicht zu .*verzeichnis/, (o) => kippe(join(o, VERZEICHNIS), 70)],
    ['eine abgeschnittene Datenbank', /passt nicht zu .*datenbank/, (o) => truncateSync(join(o, DATENBANK), 70_000)],
    ['eine fehlende Datenbank', /datenbank\.jsonl\.gz fehlt/, (o) => rmSync(join(o, DATENBANK))],
    ['ein fehlendes Verzeichnis', /verzeichnis\.jsonl\.gz fehlt/, (o) => rmSync(join(o, VERZEICHNIS))],
    [
      'ein anderer Tag',
      /passt nicht zu/,
      (o) => {
        const b = JSON.parse(readFileSync(join(o, 'sicherung.json'), 'utf8')) as object;
        writeFileSync(join(o, 'sicherung.json'), JSON.stringify({ ...b, zeit: '2026-08-02T20:00:00.000Z' }));
      },
    ],
    [
      'ein Verzeichnis, von dem der Beschrieb schweigt',
      /verzeichnis\.jsonl\.gz hat einen anderen Hash/,
      (o) => {
        const b = JSON.parse(readFileSync(join(o, 'sicherung.json'), 'utf8')) as object;
        writeFileSync(join(o, 'sicherung.json'), JSON.stringify({ ...b, verzeichnis: undefined }));
      },
    ],
    [
      'die Datenbank von einem anderen Tag',
      /passt nicht zu .*datenbank/,
      (o) => cpSync(join(gestern.daten, DATENBANK), join(o, DATENBANK)),
    ],
    [
      'das Verzeichnis als Datenbank',
      /passt nicht zu .*datenbank/,
      (o) => cpSync(join(o, VERZEICHNIS), join(o, DATENBANK)),
    ],
  ])('verändert wird sie nicht genommen: %s', async (_was, meldung, aendere) => {
    expect(await nein(kopie(erste.daten, aendere))).toMatch(meldung);
  });

  it('sagt ohne Zutun eines Fremden, dass sie beschädigt ist', async () => {
    const dort = kopie(erste.daten, () => undefined);
    kippe(join(dort, DATENBANK), 5_000);
    expect(await nein(dort)).toContain('hat einen anderen Hash. Nehmen Sie eine andere.');
    writeFileSync(join(dort, 'sicherung.json'), 'null');
    expect(await nein(dort)).toContain('keine vollständige Sicherung');
  });

  it('nennt Dateien, die fehlen, verändert oder vertauscht sind, und lässt sie nur auf Wunsch aus', async () => {
    const dateien = [...filesBelow(join(erste.daten, 'dateien'))].map((d) => join('dateien', d));
    const hier = mkdtempSync(join(ort, 'hier-'));
    for (const aendere of [
      (o: string) => rmSync(join(o, dateien[0] ?? '')),
      (o: string) => kippe(join(o, dateien[1] ?? ''), 59),
      (o: string) => truncateSync(join(o, dateien[0] ?? ''), 60),
      (o: string) => cpSync(join(o, dateien[0] ?? ''), join(o, dateien[1] ?? '')),
    ]) {
      const s = gut(await pruefeSicherung(kopie(erste.daten, aendere), 'daten', KENNWORT));
      const e = await pruefeDateien(s, hier, false);
      expect(e).toMatchObject({
        ok: false,
        meldung: expect.stringMatching(/fehlen 1 Dateien.*--trotz-luecken.*Es wurde nichts verändert/),
      });
      const { ohne } = gut(await pruefeDateien(s, hier, true));
      expect(await stelleDateienHer(s, hier, ohne)).toBe(1);
      // what the installation has itself is not needed from the backup
      cpSync(ordner.dateien, hier, { recursive: true });
      expect(gut(await pruefeDateien(s, hier, false)).ohne.size).toBe(0);
      for (const d of readdirSync(hier)) rmSync(join(hier, d), { recursive: true });
    }
  });

  it('teilt Dateien mit der vorigen, solange das Kennwort dasselbe ist', async () => {
    const plaetze = (quelle: string) =>
      [...filesBelow(join(quelle, 'dateien'))].map((d) => statSync(join(quelle, 'dateien', d)).ino).sort();
    const [a, b] = [await sichereAm('2026-08-03T20:00:00Z'), await sichereAm('2026-08-04T20:00:00Z')];
    expect(plaetze(b.daten)).toEqual(plaetze(a.daten));
    const c = await sichereAm('2026-08-05T20:00:00Z', 'ein neuer Satz als Kennwort');
    expect(plaetze(c.daten).some((p) => plaetze(b.daten).includes(p))).toBe(false);
    gut(await pruefeSicherung(c.daten, 'daten', 'ein neuer Satz als Kennwort'));
    // one that was cut meanwhile is not taken over
    truncateSync(join(c.daten, 'dateien', [...filesBelow(join(c.daten, 'dateien'))][0] ?? ''), 60);
    const d = gut(
      await pruefeSicherung(
        (await sichereAm('2026-08-06T20:00:00Z', 'ein neuer Satz als Kennwort')).daten,
        'daten',
        'ein neuer Satz als Kennwort',
      ),
    );
    expect(gut(await pruefeDateien(d, join(ort, 'nichts'), false)).ohne.size).toBe(0);
    const fehlend: string[] = [];
    for await (const p of fehlendeDateien(d, join(ort, 'nichts'))) fehlend.push(p);
    expect(fehlend.sort()).toEqual([...pfade].sort());
  });

  it('läuft ab wie jede', async () => {
    await sichereAm('2026-08-30T20:00:01Z');
    for (const z of [daten, schluessel]) expect(readdirSync(z)).not.toContain('2026-07-31T20-00-00Z');
  });
});

describe('Von früher', () => {
  it('gehören zu verschlossenen Schlüsseln offene Daten, und nur zu solchen', async () => {
    const offen = await sichereAm('2026-08-30T21:00:00Z', null);
    const kopf = Buffer.concat([Buffer.from('rathausverbund-schluesselsicherung/1\n'), randomBytes(28)]);
    const c = createCipheriv('aes-256-gcm', await keyOf(KENNWORT, kopf.subarray(37, 53)), kopf.subarray(53));
    c.setAAD(kopf);
    const datei = 'schluessel.jsonl.gz';
    const frueher = kopie(offen.schluessel, (o) =>
      writeFileSync(
        join(o, datei),
        Buffer.concat([kopf, c.update(readFileSync(join(o, datei))), c.final(), c.getAuthTag()]),
      ),
    );
    const s = gut(await pruefeSicherung(frueher, 'schluessel', KENNWORT));
    expect(s.alt).toBe(true);
    expect(await stelleSchluesselHer(s, join(ort, 'frueher', 'schluessel'))).toBeGreaterThan(0);
    expect(await nein(frueher, null, 'schluessel')).toContain('ist verschlüsselt');
    expect(await nein(frueher, `${KENNWORT}!`, 'schluessel')).toContain('passt nicht');
    gut(await pruefeSicherung(offen.daten, 'daten', KENNWORT, s.alt));
    // before the list of files
    const ohne = kopie(offen.daten, (o) => {
      rmSync(join(o, VERZEICHNIS));
      const b = JSON.parse(readFileSync(join(o, 'sicherung.json'), 'utf8')) as object;
      writeFileSync(join(o, 'sicherung.json'), JSON.stringify({ ...b, verzeichnis: undefined }));
    });
    const d = gut(await pruefeSicherung(ohne, 'daten', null));
    expect(gut(await pruefeDateien(d, join(ort, 'nichts'), false)).ohne.size).toBe(0);
    expect(await stelleDateienHer(d, join(ort, 'frueher', 'dateien'), new Set())).toBe(2);
  });
});

describe('Das Kennwort', () => {
  it('steht in einer Datei, nicht bei den Sicherungen, und ist ein Satz', () => {
    const lege = (wo: string, inhalt: string) => {
      mkdirSync(dirname(wo), { recursive: true });
      writeFileSync(wo, inhalt);
      return readKennwort(wo, [daten, schluessel]);
    };
    const fehlt = readKennwort(join(ort, 'fehlt'), []);
    expect(fehlt).toMatchObject({ meldung: expect.stringContaining('nicht lesbar') });
    expect(lege(join(ort, 'kurz'), 'geheim\n')).toMatchObject({ meldung: expect.stringContaining('zu kurz') });
    for (const wo of [daten, schluessel])
      expect(lege(join(wo, 'wort'), KENNWORT)).toMatchObject({
        meldung: expect.stringContaining('liegt bei den Sicherungen'),
      });
    expect(lege(join(ort, 'wort'), `${KENNWORT}\n`)).toEqual({ ok: true, kennwort: KENNWORT });
  });
});
