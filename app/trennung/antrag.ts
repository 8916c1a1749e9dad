import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../base/index.ts';
import { sha256 } from './welt.ts';

export interface Wunsch {
  koerperschaft: string;
  leistung: string;
  buerger: string | null;
  oertlich?: string;
  stelle?: string;
  schluessel?: string;
  kanarie?: string;
}

/** What eingang.einreichen() is given for one submission: Eingang, Vorgang, two events, two jobs. */
export function antrag(w: Wunsch) {
  const id = uuidv7(Date.now());
  const at = new Date().toISOString();
  const k = w.kanarie ?? 'Probe';
  const c = () => sha256(randomBytes(8).toString('hex')).toString('hex');
  const ereignis = (n: number) => ({
    koerperschaft: w.koerperschaft,
    id: uuidv7(Date.now()),
    leistung: w.leistung,
    vorgang: id,
    stromArt: 'vorgang',
    n,
    c: c(),
    kind: 'antrag.probe',
    at,
    geheim: Buffer.from(`${k}-geheim`).toString('hex'),
    buerger: w.buerger,
  });
  return {
    eingang: {
      id: uuidv7(Date.now()),
      kanal: 'portal',
      schluessel: w.schluessel ?? uuidv7(Date.now()),
      empfangen: at,
      hash: c(),
      titel: `${k}-titel`,
      hinweis: `${k}-hinweis`,
      datei: null,
    },
    vorgang: {
      koerperschaft: w.koerperschaft,
      id,
      leistung: w.leistung,
      fassung: 'f',
      aktenzeichen: `${k}-${randomBytes(4).toString('hex')}`,
      oertlich: w.oertlich ?? w.koerperschaft,
      stelle: w.stelle ?? w.koerperschaft,
      basis: { titel: `${k}-basis` },
      buerger: w.buerger,
      kanal: 'portal',
      betreff: `${k}-betreff`,
      schritt: 'Eingang',
      hinweis: `${k}-hinweis`,
      eingegangen: at,
      frist: '2026-12-01',
      kopfN: 2,
      kopfC: c(),
    },
    ereignisse: [ereignis(1), ereignis(2)],
    auftraege: ['prozess.starten', 'antrag.beurkunden'].map((art) => ({ id: uuidv7(Date.now()), art })),
  };
}
