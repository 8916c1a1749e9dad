import type { Antwort, Auftrag } from './auftrag.ts';
import { zeige } from './ergebnis.ts';
import { SATZ } from './worte.ts';

const ZEIT = 5_000;

function get<T extends HTMLElement>(id: string): T {
  const e = document.getElementById(id);
  if (!e) throw new Error(`#${id} fehlt`);
  return e as T;
}

const datei = get<HTMLInputElement>('datei');
const anker = get<HTMLInputElement>('anker');
const ablage = get('ablage');
const stand = get('stand');
const ergebnis = get('ergebnis');
let gezogen: File | null = null;
let lauf = 0;

/** The judging code lies packed in the page; it runs in a worker, so that the page stays usable and can stop it. */
const kern = (async () => {
  const gepackt = Uint8Array.from(atob(get('kern').textContent), (c) => c.charCodeAt(0));
  const strom = new Blob([gepackt]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return URL.createObjectURL(new Blob([await new Response(strom).blob()], { type: 'text/javascript' }));
})();

async function urteile(auftrag: Auftrag): Promise<Antwort> {
  const worker = new Worker(await kern);
  const abbruch = (meldung: string): Antwort => ({ ok: false, code: 'pruefung.abgebrochen', meldung });
  try {
    return await new Promise((melde) => {
      setTimeout(() => melde(abbruch(SATZ.zuLange)), ZEIT);
      worker.addEventListener('message', ({ data }: MessageEvent<Antwort>) => melde(data));
      worker.addEventListener('error', () => melde(abbruch(SATZ.gestoert)));
      worker.postMessage(auftrag, [auftrag.datei.buffer]);
    });
  } finally {
    worker.terminate();
  }
}

const bytesOf = async (f: File) => new Uint8Array(await f.arrayBuffer());

async function pruefe(): Promise<void> {
  const gewaehlt = gezogen ?? datei.files?.[0];
  if (!gewaehlt) return;
  lauf += 1;
  const dieser = lauf;
  stand.textContent = SATZ.laeuft;
  ergebnis.replaceChildren();
  const namen = [...(anker.files ?? [])];
  const dateien = await Promise.all(namen.map(async (f) => [f.name, await bytesOf(f)] as const));
  const auftrag = { datei: await bytesOf(gewaehlt), anker: new Map(dateien), jetzt: new Date() };
  const antwort = await urteile(auftrag);
  if (dieser !== lauf) return;
  ergebnis.replaceChildren(...zeige(antwort, gewaehlt.name, namen.length > 0));
  stand.textContent = SATZ.fertig;
}

function starte(): void {
  pruefe().catch(() => {
    stand.textContent = SATZ.gestoert;
  });
}

datei.addEventListener('change', () => {
  gezogen = null;
  starte();
});
anker.addEventListener('change', starte);
// A file that misses the drop area must not take the place of the page.
for (const art of ['dragover', 'drop']) addEventListener(art, (e) => e.preventDefault());
ablage.addEventListener('dragover', () => ablage.classList.add('ueber'));
ablage.addEventListener('dragleave', () => ablage.classList.remove('ueber'));
ablage.addEventListener('drop', (e) => {
  ablage.classList.remove('ueber');
  gezogen = e.dataTransfer?.files[0] ?? null;
  starte();
});
