import { eintraege, wiederholte } from './antraege.ts';
import type { Ereignis, Pruefung } from './model.ts';

const PRUEFUNG = 'pruefung.entschieden';

/** The event that each decision of a person leaves. */
const EREIGNIS: Readonly<Record<string, string>> = {
  feststellen: 'betrag.festgestellt',
  angeordnet: 'betrag.angeordnet',
  zurueck: 'betrag.zurueckgegeben',
  nachfordern: `${PRUEFUNG} nachfordern`,
  bescheinigen: `${PRUEFUNG} bescheinigen`,
};

/** Several decisions leave the same kind of event, which names them. */
const was = ({ kind, data }: Ereignis): string => (kind === PRUEFUNG ? `${kind} ${data['entscheidung']}` : kind);

/**
 * Every acknowledged completion left exactly one event of its step and kind; no step has two events or two acknowledgements; no event
 * of a person is there that nobody sent.
 */
export const aufgabenEinmal: Pruefung = (f) => {
  const art = (e: { vorgang: string; schritt: number; entscheidung: string }) =>
    `${e.vorgang} Schritt ${e.schritt} ${EREIGNIS[e.entscheidung]}`;
  const erledigt = eintraege(f, 'erledigt');
  const begonnen = new Set(eintraege(f, 'erledigen').map(art));
  const getan = [...f.ereignisse].flatMap(([vorgang, ereignisse]) =>
    ereignisse
      .filter((e) => Object.values(EREIGNIS).includes(was(e)))
      .map((e) => ({ schritt: `${vorgang} Schritt ${e.data['schritt']}`, was: was(e) })),
  );
  const da = new Set(getan.map((e) => `${e.schritt} ${e.was}`));
  return {
    geprueft: erledigt.length,
    verletzt: [
      ...erledigt
        .map(art)
        .filter((x) => !da.has(x))
        .map((x) => `bestätigt, aber nicht geschehen: ${x}`),
      ...wiederholte(erledigt.map((e) => `${e.vorgang} Schritt ${e.schritt}`)).map((x) => `zweimal bestätigt: ${x}`),
      ...wiederholte(getan.map((e) => e.schritt)).map((x) => `zweimal geschehen: ${x}`),
      ...[...da].filter((x) => !begonnen.has(x)).map((x) => `geschehen, aber von niemandem gesandt: ${x}`),
    ],
  };
};
