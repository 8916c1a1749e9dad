import { join } from 'node:path';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { createLog, echteUhr } from '../../base/index.ts';
import { nimmSperre } from '../../base/prozess/sperre.ts';
import { countProtokolle, readZeugenKey } from '../../nachweise/index.ts';
import { startZeuge } from '../zeuge.ts';
import { parseAuftrag, type Zeugenauftrag } from './auftrag.ts';
import { folgeListe } from './liste.ts';

/** New bodies and epochs of the installations it follows. */
const NACHSEHEN_MS = 5 * 60_000;

/** `npm run zeuge`: a witness for somebody who runs nothing else of this. Works over its folder alone, without a database. */
export async function zeugeAllein(args: readonly string[]): Promise<void> {
  const gelesen = parseAuftrag(args);
  if (!gelesen.ok) return ende(3, gelesen.meldung);
  const { auftrag } = gelesen;
  const { ordner } = auftrag;
  let sperre: ReturnType<typeof nimmSperre>;
  try {
    sperre = nimmSperre(join(ordner, 'sperre.json'));
  } catch (fehler) {
    return ende(1, `Der Ordner ${ordner} lässt sich nicht benutzen (${codeOf(fehler)}).`);
  }
  if (!sperre.ok) return ende(1, `Der Ordner ${ordner} wird schon benutzt (Prozess ${sperre.pid}).`);
  const { frei } = sperre;
  const scheitere = (code: 1 | 2 | 3, meldung: string) => {
    frei();
    ende(code, meldung);
  };

  const bisher = readZeugenKey(ordner, nodeKrypto);
  if (bisher && bisher.name !== auftrag.name)
    return scheitere(3, `Dieser Zeuge heißt ${bisher.name}. Ein anderer Name braucht einen anderen Ordner.`);
  const sehNach = createNachseher(auftrag);
  await sehNach();
  if (auftrag.logs.length > 0 && countProtokolle(ordner, nodeKrypto) === 0)
    return scheitere(2, 'Es ist noch kein Protokoll bekannt, und keine Liste war brauchbar. Es läuft nichts.');
  let zeuge: Awaited<ReturnType<typeof startZeuge>>;
  try {
    zeuge = await startZeuge(
      { ...auftrag, intern: false },
      { krypto: nodeKrypto, uhr: echteUhr, log: createLog('zeuge') },
    );
  } catch (fehler) {
    return scheitere(1, `Der Zeuge kann nicht arbeiten: ${codeOf(fehler)}`);
  }
  const takt = setInterval(() => void sehNach(), NACHSEHEN_MS);
  let endet = false;
  const beende = () => {
    if (endet) return;
    endet = true;
    clearInterval(takt);
    void zeuge.stop().then(() => {
      frei();
      process.exit(0);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, beende);
  console.log(begruessung(auftrag, zeuge));
}

/** Asks all lists; trouble is told when it is new. */
function createNachseher(auftrag: Zeugenauftrag): () => Promise<void> {
  const gesagt = new Map<string, string>();
  return async () => {
    for (const quelle of auftrag.logs) {
      const f = await folgeListe(auftrag.ordner, quelle);
      const satz = f.ok ? f.abgewiesen.join('\n') : f.meldung;
      if (satz && gesagt.get(quelle) !== satz) console.error(satz);
      gesagt.set(quelle, satz);
      if (f.ok && f.neu > 0) console.log(`${f.neu} neue Protokolle der Plattform ${f.plattform} (${quelle}).`);
    }
  };
}

function begruessung(auftrag: Zeugenauftrag, zeuge: { url: string; vkey: string }): string {
  const eintrag = {
    name: auftrag.name,
    url: zeuge.url,
    vkey: zeuge.vkey,
    betreiber: 'IHRE EINRICHTUNG',
    intern: false,
  };
  return `
Der Zeuge ${auftrag.name} nimmt Prüfpunkte an: ${zeuge.url}
Er kennt ${countProtokolle(auftrag.ordner, nodeKrypto)} Protokolle. Sein Schlüssel:

  ${zeuge.vkey}

Geben Sie ihn den Anlagen, denen er folgt, und allen, die deren Nachweise prüfen, auf einem Weg, dem beide trauen. Die Anlage
trägt ihn unter "zeugen" in DATEN_DIR/zeugen.json ein (url so, wie sie ihn erreicht); nach wenigen Sekunden gilt es, ohne Neustart:

  ${JSON.stringify(eintrag)}

Der Ordner ${auftrag.ordner} ist sein Gedächtnis: Spielen Sie ihn nie aus einer älteren Sicherung zurück, und betreiben Sie
ihn nie zweimal. Ein Zeuge, der vergisst, bezeugt zwei Geschichten.
Beenden mit Strg+C.`;
}

const codeOf = (fehler: unknown) => {
  const f = fehler as { code?: string; message?: string };
  return f.code === 'EADDRINUSE' ? 'Der Port ist schon belegt.' : (f.code ?? f.message ?? String(fehler));
};

function ende(code: 1 | 2 | 3, meldung: string): void {
  console.error(meldung);
  process.exitCode = code;
}
