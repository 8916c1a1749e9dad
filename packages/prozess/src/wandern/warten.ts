import { warteereignis } from '../ereignis.ts';
import { nimmZurueck } from '../lauf/abraeumen.ts';
import { hoertNur } from '../lauf/lauf.ts';
import { sichtAuf, sichtBeimWarten } from '../lauf/sicht.ts';
import { bereiteWarten } from '../lauf/warten.ts';
import type { Knoten, Prozess } from '../model.ts';
import type { Token } from '../zustand.ts';
import { lehneAb, merke, type Umzug, ziel } from './umzug.ts';
import { wartetGleich } from './vergleich.ts';
import { passtNicht, zielVon } from './ziel.ts';

/**
 * A step that waits for an event moves. The same event: it goes on as it was set. Another: the old wait is withdrawn, the
 * new one counts from now on, under a new step number, so that a late signal of the old one finds nothing.
 */
export function versetzeWarten(umzug: Umzug, token: Token, alt: Knoten, neu: Knoten): void {
  const [vorher, jetzt] = [warteereignis(alt), warteereignis(neu)];
  if (!vorher || !jetzt) throw new Error(`step ${token.schritt} waits for nothing`);
  const punkt = { von: alt.id, nach: neu.id, art: neu.art };
  if (wartetGleich(vorher, jetzt) || token.vorfall) {
    umzug.token.push({ ...token, element: neu.id });
    const hinweis = jetzt.art === 'zeit' ? { hinweis: 'Die Frist läuft weiter, wie sie gesetzt ist.' } : {};
    return merke(umzug, { ...punkt, schritt: token.schritt, was: 'bleibt', ...hinweis });
  }
  const warten = bereiteWarten(jetzt, sichtBeimWarten(umzug.alt, umzug.zustand, token));
  if (!warten.ok) return lehneAb(umzug, token, warten.meldung);
  nimm(umzug, token, alt);
  const schritt = umzug.naechster++;
  const { korrelation: _, rest: _r, takt: _t, war: _w, ...ohne } = token;
  umzug.token.push({ ...ohne, schritt, element: neu.id, ...warten.token });
  const wirkung = warten.wirkung(schritt);
  if (wirkung) umzug.wirkungen.push(wirkung);
  const hinweis =
    jetzt.art === 'zeit'
      ? 'Die Frist wird vom Tag der Umstellung an neu berechnet.'
      : 'Gewartet wird künftig auf etwas anderes.';
  merke(umzug, { ...punkt, schritt, was: 'neu-gestellt', hinweis });
}

function nimm(umzug: Umzug, token: Token, knoten: Knoten): void {
  const wirkung = token.vorfall
    ? ({ art: 'vorfall-entfallen', schritt: token.schritt } as const)
    : nimmZurueck(knoten, token.schritt);
  if (wirkung) umzug.wirkungen.push(wirkung);
}

/** What listens beside a step: boundary events of an activity, events after a gateway, event sub-processes of a scope. */
export interface Horcher {
  readonly jetzige: readonly Token[];
  /** ids in the new model */
  readonly kuenftige: readonly string[];
  readonly ort: Pick<Token, 'in' | 'an'>;
  /** whether what the new model adds may still be waited for */
  readonly offen: boolean;
  /** the token whose variables the new waits see; absent for the process itself */
  readonly bei?: Token;
}

export function versetzeHorcher(umzug: Umzug, horcher: Horcher): void {
  const versetzt = new Set<string>();
  for (const token of horcher.jetzige) {
    const alt = umzug.alt.knoten.get(token.element);
    const neu = umzug.neu.knoten.get(ziel(umzug, token.element));
    if (!alt) continue;
    if (neu && horcher.kuenftige.includes(neu.id) && passtNicht(alt, neu) === undefined && warteereignis(neu)) {
      versetzt.add(neu.id);
      versetzeWarten(umzug, token, alt, neu);
    } else {
      nimm(umzug, token, alt);
      merke(umzug, { schritt: token.schritt, von: alt.id, art: alt.art, was: 'entfaellt' });
    }
  }
  if (!horcher.offen) return;
  for (const id of horcher.kuenftige) if (!versetzt.has(id) && !kamSchon(umzug, id)) kommHinzu(umzug, horcher, id);
}

/** An event the old model waited for at the same place, and that is not waited for any more, has happened already. */
function kamSchon({ alt, neu, zuordnung }: Umzug, id: string): boolean {
  const ort = ortVon(neu, id, (x) => x);
  return [...alt.knoten.values()].some(
    (k) =>
      zielVon(zuordnung, k.id) === id &&
      warteereignis(k) !== undefined &&
      ort !== undefined &&
      ortVon(alt, k.id, (x) => zielVon(zuordnung, x)) === ort,
  );
}

/** What a boundary event hangs on, or the scope of an event sub-process. After a gateway none can have come: it would be gone. */
function ortVon({ knoten }: Prozess, id: string, nach: (id: string) => string): string | undefined {
  const k = knoten.get(id);
  if (k?.art === 'rand') return nach(k.an);
  const bereich = k?.art === 'start' ? knoten.get(k.bereich ?? '')?.bereich : undefined;
  return k?.art === 'start' ? nach(bereich ?? '') : undefined;
}

function kommHinzu(umzug: Umzug, { ort, bei }: Horcher, id: string): void {
  const knoten = umzug.neu.knoten.get(id);
  const ereignis = knoten && warteereignis(knoten);
  if (!knoten || !ereignis) return;
  const sicht = bei ? sichtAuf(umzug.alt, umzug.zustand, bei) : umzug.zustand.variablen;
  const warten = bereiteWarten(ereignis, sicht);
  if (!warten.ok)
    return void umzug.gruende.push({
      element: id,
      ...(knoten.name ? { name: knoten.name } : {}),
      meldung: warten.meldung,
    });
  const schritt = umzug.naechster++;
  umzug.token.push({ schritt, element: id, ...ort, ...warten.token });
  const wirkung = warten.wirkung(schritt);
  if (wirkung) umzug.wirkungen.push(wirkung);
  merke(umzug, { schritt, nach: id, art: knoten.art, was: 'kommt-hinzu' });
}

/** Tokens that listen at a step, or in a scope. */
export function horchende(umzug: Umzug, passt: (t: Token) => boolean): readonly Token[] {
  return umzug.zustand.token.filter((t) => hoertNur(umzug.alt, t) && passt(t));
}
