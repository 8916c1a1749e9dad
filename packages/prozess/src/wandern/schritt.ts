import type { Json, Variablen } from '../json.ts';
import { sichtVon } from '../lauf/sicht.ts';
import { bestimmeGruppe } from '../lauf/warten.ts';
import type { AufgabeKnoten, Knoten } from '../model.ts';
import type { Erledigt, Token } from '../zustand.ts';
import { lehneAb, merke, type Umzug, type Wanderpunkt, ziel } from './umzug.ts';
import { gleicheAufgabe, gleicherKopf } from './vergleich.ts';
import { versetzeWarten } from './warten.ts';
import { passtNicht } from './ziel.ts';

/** Moves one step that is not only listening; answers its node in the new model, or nothing when it is refused. */
export function versetzeSchritt(umzug: Umzug, token: Token): Knoten | undefined {
  const alt = umzug.alt.knoten.get(token.element);
  const neu = umzug.neu.knoten.get(ziel(umzug, token.element));
  if (!alt) throw new Error(`element ${token.element} is not part of process ${umzug.alt.id}`);
  const grund = passtNicht(alt, neu) ?? (neu && falscherBereich(umzug, token, neu));
  if (grund !== undefined || !neu) return void lehneAb(umzug, token, grund ?? '');
  const join = neu.art === 'parallel' || neu.art === 'inklusiv';
  if (token.mehrfach || (token.vorfall && !join)) {
    bleibe(
      umzug,
      token,
      alt,
      neu,
      token.vorfall ? 'Die Störung bleibt und ist in der neuen Fassung zu beheben.' : undefined,
    );
    return neu;
  }
  switch (neu.art) {
    case 'aufgabe':
      versetzeAufgabe(umzug, token, alt as AufgabeKnoten, neu);
      break;
    case 'dienst':
      if (alt.art !== 'dienst' || alt.typ !== neu.typ)
        lehneAb(
          umzug,
          token,
          'Hier arbeitet gerade ein Dienst, und in der neuen Fassung ist es ein anderer. Warten Sie, bis er fertig ist.',
        );
      else {
        const anders = gleicherKopf(alt.kopf, neu.kopf)
          ? undefined
          : 'Der laufende Dienst endet noch mit den bisherigen Angaben.';
        bleibe(umzug, token, alt, neu, anders);
      }
      break;
    case 'entscheidung':
      bleibe(umzug, token, alt, neu, undefined);
      break;
    case 'zeit':
    case 'nachricht':
    case 'signal':
    case 'bedingung':
      versetzeWarten(umzug, token, alt, neu);
      break;
    case 'parallel':
    case 'inklusiv':
      versetzeJoin(umzug, token, alt, neu);
      break;
    default:
      bleibe(umzug, token, alt, neu, undefined);
  }
  return neu;
}

/** A step may not change its scope: its variables and what ends it would be others. */
function falscherBereich(umzug: Umzug, token: Token, neu: Knoten): string | undefined {
  if ('nurAusgleich' in neu && neu.nurAusgleich) return undefined;
  const finde = (schritt: number | undefined) => umzug.zustand.token.find((t) => t.schritt === schritt);
  let bereich = finde(token.in);
  // One of several instances stands in the token that holds them together: the same element.
  if (token.nr !== undefined) bereich = finde(bereich?.in);
  const soll = bereich ? ziel(umzug, bereich.element) : undefined;
  return neu.bereich === soll ? undefined : 'Dieses Element liegt in der neuen Fassung in einem anderen Teilprozess.';
}

function bleibe(umzug: Umzug, token: Token, alt: Knoten, neu: Knoten, hinweis: string | undefined): void {
  const ausgleich = token.ausgleich && versetzeErledigte(umzug, token.ausgleich);
  const { ueber, ...ohne } = token;
  const fluss = ueber === undefined ? undefined : ziel(umzug, ueber);
  const weg = fluss !== undefined && neu.ein.includes(fluss) ? { ueber: fluss } : {};
  umzug.token.push({ ...ohne, element: neu.id, ...weg, ...(ausgleich ? { ausgleich } : {}) });
  merke(umzug, { ...punkt(token, alt, neu), was: 'bleibt', ...(hinweis === undefined ? {} : { hinweis }) });
}

function punkt({ schritt }: Token, alt: Knoten, neu: Knoten): Omit<Wanderpunkt, 'was'> {
  return { schritt, von: alt.id, nach: neu.id, art: neu.art };
}

/** A task keeps its identity, and with it the person's draft; what is seen of it follows the new model. */
function versetzeAufgabe(umzug: Umzug, token: Token, alt: AufgabeKnoten, neu: AufgabeKnoten): void {
  if (gleicheAufgabe(alt, neu)) return bleibe(umzug, token, alt, neu, undefined);
  const sicht: Variablen = sichtVon(umzug.alt, umzug.zustand, token, token.lokal);
  const gruppe = neu.gruppe && bestimmeGruppe(neu.gruppe, sicht);
  if (gruppe && !gruppe.ok) return lehneAb(umzug, token, gruppe.meldung);
  umzug.token.push({ ...token, element: neu.id });
  umzug.wirkungen.push({
    art: 'aufgabe-anpassen',
    schritt: token.schritt,
    element: neu.id,
    name: neu.name,
    gruppe: gruppe?.wert ?? null,
    ...(neu.formular === undefined ? {} : { formular: neu.formular }),
    kopf: neu.kopf,
    ...(token.lokal ? { eingabe: token.lokal as Readonly<Record<string, Json>> } : {}),
    ...(token.nr === undefined ? {} : { nr: token.nr }),
  });
  const hinweis =
    alt.formular === neu.formular
      ? 'Die Aufgabe bleibt mit ihrem Entwurf; Name, Gruppe oder Angaben ändern sich.'
      : 'Die Aufgabe bleibt mit ihrem Entwurf, sie hat aber ein anderes Formular.';
  merke(umzug, { ...punkt(token, alt, neu), was: 'angepasst', hinweis });
}

function versetzeJoin(umzug: Umzug, token: Token, alt: Knoten, neu: Knoten): void {
  const ueber = token.ueber === undefined ? undefined : ziel(umzug, token.ueber);
  if (ueber !== undefined && !neu.ein.includes(ueber))
    return lehneAb(
      umzug,
      token,
      'Der Pfad, auf dem dieser Zweig angekommen ist, führt in der neuen Fassung nicht mehr hierher.',
    );
  umzug.token.push({ ...token, element: neu.id, ...(ueber === undefined ? {} : { ueber }) });
  const mehr = neu.ein.length > alt.ein.length;
  const hinweis = mehr ? { hinweis: 'Das Gateway wartet in der neuen Fassung auf weitere Zweige.' } : {};
  merke(umzug, { ...punkt(token, alt, neu), was: 'bleibt', ...hinweis });
}

/** What could be compensated must be so in the new model too. */
export function versetzeErledigte(umzug: Umzug, liste: readonly Erledigt[]): readonly Erledigt[] {
  return liste.map((e) => {
    const [element, durch] = [ziel(umzug, e.element), ziel(umzug, e.durch)];
    for (const [alt, neu] of [
      [e.element, element],
      [e.durch, durch],
    ] as const) {
      const knoten = umzug.alt.knoten.get(alt);
      const grund = knoten && passtNicht(knoten, umzug.neu.knoten.get(neu));
      if (grund !== undefined)
        umzug.gruende.push({
          element: alt,
          meldung: `Was hier getan wurde, könnte nicht mehr rückgängig gemacht werden: ${grund}`,
        });
    }
    return { ...e, element, durch };
  });
}
