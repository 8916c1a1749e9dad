import type { Antwort, UnterschriftUrteil } from '@rathausverbund/siegel';
import { bekanntgaben } from './bekanntgabe.ts';
import { zeitText } from './datum.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import type { Standzeit } from './ereigniszeit.ts';
import type { Bezeugung } from './protokoll.ts';
import type { SiegelAntwort } from './siegel.ts';
import type { StempelAntwort } from './stempel.ts';

export interface Gesehen {
  readonly unversehrt: Antwort;
  readonly dokumente: readonly string[];
  readonly siegel: readonly SiegelAntwort[];
  readonly ereignisse: readonly GelesenesEreignis[];
  readonly bezeugung: Bezeugung;
  readonly stempel: StempelAntwort;
  readonly standzeiten: readonly Standzeit[];
  /** Since when each event is proven. */
  readonly seit: ReadonlyMap<GelesenesEreignis, Date>;
}

/** The five lines for people. They name only what was checked; what was not found is said to be missing. */
export function zeilen(gesehen: Gesehen): string[] {
  return [
    dokumentZeile(gesehen),
    siegelZeile(gesehen),
    zugangZeile(gesehen),
    protokollZeile(gesehen),
    stempelZeile(gesehen),
  ];
}

function dokumentZeile({ unversehrt, dokumente }: Gesehen): string {
  if (dokumente.length === 0) return `Kein Dokument liegt bei. ${EREIGNISSE[unversehrt]}`;
  const was =
    dokumente.length === 1 ? `Dokument ${dokumente[0]}` : `${dokumente.length} Dokumente (${dokumente.join(', ')})`;
  switch (unversehrt) {
    case 'holds':
      return `${was} unverändert`;
    case 'does not hold':
      return `${was}: verändert, beschädigt oder nicht durch den Nachweis gedeckt`;
    case 'cannot be decided':
      return `${was}: ob unverändert, ist nicht zu entscheiden`;
  }
}

const EREIGNISSE: Record<Antwort, string> = {
  holds: 'Die Ereignisse sind unverändert',
  'does not hold': 'Der Nachweis ist verändert oder beschädigt',
  'cannot be decided': 'Ob die Ereignisse unverändert sind, ist nicht zu entscheiden',
};

function siegelZeile({ siegel }: Gesehen): string {
  const wer = siegel.flatMap(({ urteil }) =>
    urteil.unterschriften.filter((u) => u.art === 'siegel' && u.unversehrt === 'holds').map(siegelText),
  );
  return wer.length > 0 ? `Gesiegelt von ${[...new Set(wer)].join('; ')}` : 'Kein gültiges Siegel enthalten';
}

function siegelText({ von, organisation, zeit, zeitQuelle, vertrauen }: UnterschriftUrteil): string {
  const name = organisation && organisation !== von ? `${von} (${organisation})` : von;
  const wann = zeit ? ` am ${zeitText(zeit)}${zeitQuelle === 'behauptet' ? ' (nach eigener Angabe)' : ''}` : '';
  return `${name}${wann}${vertrauen === 'holds' ? '' : ' – Zertifikat nicht bestätigt'}`;
}

/** What the case says of its own days; what of it is proven, and since when, stands beside it. */
function zugangZeile({ ereignisse, seit }: Gesehen): string {
  const first = ereignisse.find(({ ereignis }) => ereignis.strom.art === 'vorgang' && ereignis.n === 1);
  const gesichert = first && seit.get(first);
  const seitWann = gesichert ? `, gesichert seit ${zeitText(gesichert)}` : '';
  const eingang = first ? [`Eingegangen am ${zeitText(new Date(first.ereignis.at))} (nach Angabe)${seitWann}`] : [];
  const tage = bekanntgaben(ereignisse);
  if (!first && tage.length === 0) return 'Kein Eingang festgehalten';
  return [...eingang, ...(tage.length > 0 ? tage : ['eine Bekanntgabe ist nicht festgehalten'])].join('; ');
}

function protokollZeile({ bezeugung, ereignisse, standzeiten }: Gesehen): string {
  const { logs, zeugen, gegenzeichnungen } = bezeugung;
  if (ereignisse.length === 0) return 'Nicht im Protokoll nachgewiesen: Der Nachweis aus dem Protokoll liegt nicht bei';
  if (logs.length === 0) return 'Im Protokoll, dessen Schlüssel nicht bestätigt ist';
  const zeiten = [
    ...[...gegenzeichnungen.values()].flat().map((g) => g.zeit.getTime()),
    ...standzeiten.flatMap((s) => s.antwort.urteil?.beginn?.getTime() ?? []),
  ];
  const vom = zeiten.length > 0 ? ` vom ${zeitText(new Date(Math.max(...zeiten)))}` : '';
  const bis = `bis Ereignis ${Math.max(...ereignisse.map((e) => e.ereignis.n))} (Stand${vom}, spätere sind möglich)`;
  const wer = [...new Set(logs.map((l) => l.koerperschaft))].join(', ');
  const wie = zeugen.map((z) => `${z.name} (${z.intern ? 'intern' : z.betreiber})`).join(', ');
  return `Im Protokoll von ${wer} ${bis}, ${zeugen.length > 0 ? `gegengezeichnet von ${wie}` : 'von niemandem gegengezeichnet'}`;
}

function stempelZeile(gesehen: Gesehen): string {
  const urteile = gesehen.standzeiten.flatMap((s) => s.antwort.urteil ?? []);
  const eigene = buendelStempel(gesehen);
  if (urteile.length === 0) return eigene;
  const zeiten = urteile.flatMap((u) => (u.unversehrt !== 'does not hold' && u.beginn ? [u.beginn.getTime()] : []));
  if (zeiten.length < urteile.length) return 'Der Zeitstempel über das Protokoll gilt nicht';
  const vorbehalt = urteile.every((u) => u.vertrauen === 'holds') ? '' : ' – Zertifikat nicht bestätigt';
  const [von, bis] = [Math.min(...zeiten), Math.max(...zeiten)].map((z) => zeitText(new Date(z)));
  const wann =
    urteile.length === 1 ? `mit Zeitstempel vom ${von}` : `mit ${urteile.length} Zeitstempeln vom ${von} bis ${bis}`;
  return `Protokoll ${wann}${vorbehalt}${gesehen.stempel.urteil?.ok ? `; ${eigene}` : ''}`;
}

function buendelStempel({ stempel: { urteil }, siegel }: Gesehen): string {
  if (urteil?.ok)
    return `Zeitstempel von ${urteil.tsa} am ${zeitText(urteil.zeit)}${urteil.vertrauen === 'holds' ? '' : ' – Zertifikat nicht bestätigt'}`;
  if (urteil) return 'Der Zeitstempel gilt nicht';
  const dokument = siegel.flatMap((s) => s.urteil.unterschriften).find((u) => u.zeitQuelle === 'zeitstempel' && u.zeit);
  return dokument?.zeit
    ? `Zeitstempel im Dokument vom ${zeitText(dokument.zeit)}; ein Zeitstempel über das Bündel liegt nicht bei`
    : 'Kein Zeitstempel enthalten';
}
