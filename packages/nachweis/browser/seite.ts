import { GRENZEN } from '../src/pruefung/grenzen.ts';
import type { Antwort, Auftrag } from './auftrag.ts';
import { zeige } from './ergebnis.ts';
import { SATZ } from './worte.ts';

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

const bytesOf = async (f: File) => new Uint8Array(await f.arrayBuffer());

async function lies(gewaehlt: File, anker: readonly File[]): Promise<Auftrag> {
  const dateien = await Promise.all(anker.map(async (f) => [f.name, await bytesOf(f)] as const));
  return { datei: await bytesOf(gewaehlt), anker: new Map(dateien), jetzt: new Date() };
}

const abbruch = (meldung: string): Antwort => ({ ok: false, code: 'pruefung.abgebrochen', meldung });

/** Answers when the time is up at the latest, counted from the choice of the files: reading them is part of it. */
async function urteile(gewaehlt: File, anker: readonly File[]): Promise<Antwort> {
  const laufend: { worker?: Worker; ende?: true } = {};
  let uhr: ReturnType<typeof setTimeout> | undefined;
  const zuLange = new Promise<Antwort>((melde) => {
    uhr = setTimeout(() => melde(abbruch(GRENZEN.zuLange)), GRENZEN.zeit);
  });
  const antwort = async (): Promise<Antwort> => {
    const [adresse, auftrag] = await Promise.all([kern, lies(gewaehlt, anker)]);
    if (laufend.ende) return zuLange;
    const worker = new Worker(adresse);
    laufend.worker = worker;
    return new Promise((melde) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Antwort>) => melde(data));
      worker.addEventListener('error', () => melde(abbruch(SATZ.gestoert)));
      worker.postMessage(auftrag, [auftrag.datei.buffer]);
    });
  };
  try {
    return await Promise.race([zuLange, antwort()]);
  } finally {
    laufend.ende = true;
    clearTimeout(uhr);
    laufend.worker?.terminate();
  }
}

async function pruefe(): Promise<void> {
  const gewaehlt = gezogen ?? datei.files?.[0];
  if (!gewaehlt) return;
  lauf += 1;
  const dieser = lauf;
  stand.textContent = SATZ.laeuft;
  ergebnis.replaceChildren();
  const namen = [...(anker.files ?? [])];
  const antwort = await urteile(gewaehlt, namen);
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
