import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openPdf, verifyPdf } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { typesetPdf } from '../../../packages/siegel/test/pdfs.ts';
import { createTestwelt, type Testwelt } from '../../../packages/siegel/test/testwelt.ts';
import { bundleFaden, pruefePdf } from '../satz/pruefwerkzeuge.ts';
import { createSiegelfaeden, type FaedenOptionen, type Siegelfaeden } from './faeden.ts';
import type { Rueckfragen, Siegelauftrag } from './versiegeln.ts';

let welt: Testwelt;
let pdf: Uint8Array;
let ordner: string;
let fadenDatei: string;
const offen: Siegelfaeden[] = [];

beforeAll(async () => {
  welt = await createTestwelt();
  pdf = typesetPdf();
  ordner = mkdtempSync(join(tmpdir(), 'faeden-'));
  fadenDatei = await bundleFaden();
});
afterAll(async () => {
  await Promise.all(offen.map((f) => f.stop()));
  rmSync(ordner, { recursive: true, force: true });
});

function oeffne(o: Partial<FaedenOptionen> = {}): Siegelfaeden {
  const f = createSiegelfaeden({ fadenDatei, anzahl: 1, ...o });
  offen.push(f);
  return f;
}
const auftrag = (grund = 'Bescheid'): Siegelauftrag => ({
  pdf,
  jetzt: Date.parse('2026-03-10T09:30:00Z'),
  hash: 'sha256',
  plaene: [
    {
      art: 'siegel',
      algorithmus: welt.siegel.key.alg,
      zertifikat: welt.siegel.certificate,
      kette: [welt.ca.certificate],
      name: 'Gemeinde Thallwitz',
      grund,
    },
  ],
});
const fragen: Rueckfragen = {
  signiere: (_, daten) => krypto.sign(welt.siegel.key, daten),
  stempel: (digest) => welt.timestamp(digest),
};
/** The real thread, which ends in the middle of a document that says so. */
function kippelig(): string {
  const datei = join(ordner, 'kippelig.mjs');
  writeFileSync(
    datei,
    `import ${JSON.stringify(pathToFileURL(fadenDatei).href)};
     import { parentPort } from 'node:worker_threads';
     let kippt = false;
     parentPort.on('message', (n) => {
       if (n.art === 'auftrag') kippt = n.auftrag.plaene[0].grund === 'ABSTURZ';
       else if (kippt) process.exit(7);
     });`,
  );
  return datei;
}

describe('Siegeln in einem Faden', () => {
  it('gibt ein Siegel, das hält, mit UA-Kennzeichnung in demselben Stand', async () => {
    const gesiegelt = await oeffne().versiegle(auftrag(), fragen);
    const u = await verifyPdf(gesiegelt, { krypto, anker: [welt.ca.certificate], jetzt: new Date() });
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
    expect(u.unterschriften).toMatchObject([{ niveau: 'B-T', art: 'siegel' }]);
    expect(openPdf(gesiegelt).revisionen).toHaveLength(2);
    expect(Buffer.from(gesiegelt).includes('pdfuaid:part>1<')).toBe(true);
    pruefePdf(gesiegelt);
  });

  it('siegelt viele, jedes mit seinem Grund', async () => {
    const f = oeffne({ anzahl: 2 });
    const alle = await Promise.all(Array.from({ length: 20 }, (_, i) => f.versiegle(auftrag(`Bescheid ${i}`), fragen)));
    for (const [i, b] of alle.entries())
      expect(Buffer.from(b).includes(`/Reason <${Buffer.from(`Bescheid ${i}`).toString('hex')}>`)).toBe(true);
  });

  it('meldet, was beim Fragen scheitert, und arbeitet weiter', async () => {
    const f = oeffne();
    const grund = new Error('Zeitstempel: nicht erreichbar');
    const stempel = () => Promise.reject(grund);
    await expect(f.versiegle(auftrag(), { ...fragen, stempel })).rejects.toBe(grund);
    await expect(f.versiegle(auftrag(), fragen)).resolves.toBeInstanceOf(Uint8Array);
  });

  it('meldet ein Schreiben, das kein PDF ist', async () => {
    await expect(oeffne().versiegle({ ...auftrag(), pdf: new Uint8Array(9) }, fragen)).rejects.toThrow(
      'keine PDF-Datei',
    );
  });

  it('ein Absturz kostet dieses Schreiben einen Versuch, nicht den Prozess und nicht das nächste', async () => {
    const f = oeffne({ fadenDatei: kippelig() });
    const [schlecht, gut] = await Promise.allSettled([
      f.versiegle(auftrag('ABSTURZ'), fragen),
      f.versiegle(auftrag(), fragen),
    ]);
    expect(schlecht).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('abgebrochen') } });
    expect(gut.status).toBe('fulfilled');
  });

  it('wartet nicht ewig auf eine Antwort', async () => {
    // the clock stands until the thread asks: a busy machine is no reason to give up
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const f = oeffne();
      const stumm: Rueckfragen['stempel'] = () => {
        setImmediate(() => vi.advanceTimersByTime(30_000));
        return new Promise<never>(() => undefined);
      };
      await expect(f.versiegle(auftrag(), { ...fragen, stempel: stumm })).rejects.toThrow(
        'antwortet nicht rechtzeitig',
      );
      await expect(f.versiegle(auftrag(), fragen)).resolves.toBeInstanceOf(Uint8Array);
    } finally {
      vi.useRealTimers();
    }
  });

  it('weist ab, was beim Beenden noch wartet', async () => {
    const f = oeffne();
    const wartend = Promise.allSettled([f.versiegle(auftrag(), fragen), f.versiegle(auftrag(), fragen)]);
    await f.stop();
    for (const e of await wartend)
      expect(e).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('beendet') } });
    await expect(f.versiegle(auftrag(), fragen)).rejects.toThrow('beendet');
  });
});
