import type { Ereignis } from '../ereignis.ts';
import { tagText } from './datum.ts';
import type { GelesenesEreignis } from './ereignisse.ts';

type Daten = Ereignis['data'];
interface Zustellung {
  readonly verwaltungsakt: boolean;
  readonly text: string;
}

/** Of things that are no Verwaltungsakt so many are told. */
const HOECHSTENS = 3;

/**
 * The legal days of what was handed out, each day with what it is: provided or posted, deemed notified and by which rule, opened.
 * The day of opening moves none of the others. Once there is a Verwaltungsakt, only such are told.
 */
export function bekanntgaben(gelesen: readonly GelesenesEreignis[]): string[] {
  const sorted = gelesen.map((g) => g.ereignis).toSorted((a, b) => a.n - b.n);
  const titel = new Map(
    sorted.flatMap(({ data }) => (text(data, 'titel') ? [[text(data, 'dokument'), text(data, 'titel')]] : [])),
  );
  const gruppen = new Map<string, Ereignis[]>();
  for (const e of sorted.filter((x) => x.kind.startsWith('bekanntgabe.'))) {
    const id = text(e.data, 'zustellung');
    gruppen.set(id, [...(gruppen.get(id) ?? []), e]);
  }
  const alle = [...gruppen.values()].flatMap((gruppe) => zustellung(gruppe, titel) ?? []);
  const akte = alle.filter((z) => z.verwaltungsakt).map((z) => z.text);
  if (akte.length > 0) return akte;
  const weitere = alle.length > HOECHSTENS ? [`${alle.length - HOECHSTENS} weitere`] : [];
  return [...alle.slice(0, HOECHSTENS).map((z) => z.text), ...weitere];
}

function zustellung(
  gruppe: readonly Ereignis[],
  titel: ReadonlyMap<string | undefined, string | undefined>,
): Zustellung | null {
  const daten = (kind: string): Daten => gruppe.find((e) => e.kind === `bekanntgabe.${kind}`)?.data ?? {};
  const [bereit, versandt, abgerufen] = [daten('bereitgestellt'), daten('versandt'), daten('abgerufen')];
  // a rule may only be told by the step it followed from
  const fiktion = [versandt, bereit].find((d) => tag(d, 'bekanntgabeAm')) ?? {};
  const verwaltungsakt = bereit['verwaltungsakt'] === true;
  const name = titel.get(text(bereit, 'dokument'));
  const wege = [
    versandt['tag'] === undefined && text(bereit, 'weg') === 'brief' && 'noch nicht versandt',
    text(bereit, 'weg') !== 'brief' && tag(bereit, 'am') && `bereitgestellt am ${tag(bereit, 'am')}`,
    tag(versandt, 'tag') && `versandt am ${tag(versandt, 'tag')}`,
    tag(fiktion, 'bekanntgabeAm') && `gilt${norm(fiktion)} als bekannt gegeben am ${tag(fiktion, 'bekanntgabeAm')}`,
    verwaltungsakt && !tag(fiktion, 'bekanntgabeAm') && 'ein Tag der Bekanntgabe ist noch nicht festgehalten',
    tag(abgerufen, 'am') && `abgerufen am ${tag(abgerufen, 'am')}`,
  ].filter((w) => w !== false && w !== '');
  if (wege.length === 0) return null;
  return { verwaltungsakt, text: `${name ? `„${name}“` : 'Dokument'} ${wege.join(', ')}` };
}

const norm = (d: Daten) => (text(d, 'norm') ? ` nach ${text(d, 'norm')}` : '');
const text = (d: Daten, feld: string): string => (typeof d[feld] === 'string' ? d[feld] : '');
const tag = (d: Daten, feld: string): string => tagText(text(d, feld));
