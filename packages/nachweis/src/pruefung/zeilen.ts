import type { Antwort, UnterschriftUrteil } from '@rathausverbund/siegel';
import { zeitText } from './datum.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import type { Bezeugung } from './protokoll.ts';
import type { ProtokollzeitAntwort } from './protokollzeit.ts';
import type { SiegelAntwort } from './siegel.ts';
import type { StempelAntwort } from './stempel.ts';

export interface Gesehen {
  readonly unversehrt: Antwort;
  readonly dokumente: readonly string[];
  readonly siegel: readonly SiegelAntwort[];
  readonly ereignisse: readonly GelesenesEreignis[];
  readonly bezeugung: Bezeugung;
  readonly stempel: StempelAntwort;
  readonly protokollzeit: ProtokollzeitAntwort;
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

/** An event that states the day somebody received something has `data.zugang`: a local date such as `2026-03-06`. */
function zugangZeile({ ereignisse }: Gesehen): string {
  const zugang = ereignisse
    .map(({ ereignis }) => ereignis.data['zugang'])
    .filter((tag) => typeof tag === 'string')
    .at(-1);
  const [, jahr, monat, tag] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(zugang ?? '') ?? [];
  if (tag) return `Zugegangen am ${tag}.${monat}.${jahr}`;
  const first = ereignisse.find(({ ereignis }) => ereignis.strom.art === 'vorgang' && ereignis.n === 1);
  return first
    ? `Eingegangen am ${zeitText(new Date(first.ereignis.at))}; ein Zugang ist noch nicht festgehalten`
    : 'Kein Zugang festgehalten';
}

function protokollZeile({ bezeugung: { logs, zeugen }, ereignisse }: Gesehen): string {
  if (ereignisse.length === 0) return 'Nicht im Protokoll nachgewiesen: Der Nachweis aus dem Protokoll liegt nicht bei';
  if (logs.length === 0) return 'Im Protokoll, dessen Schlüssel nicht bestätigt ist';
  const wer = logs.map((l) => l.koerperschaft).join(', ');
  const wie = zeugen.map((z) => `${z.name} (${z.intern ? 'intern' : z.betreiber})`).join(', ');
  return `Im Protokoll von ${wer}, ${zeugen.length > 0 ? `gegengezeichnet von ${wie}` : 'von niemandem gegengezeichnet'}`;
}

function stempelZeile(gesehen: Gesehen): string {
  const { urteil } = gesehen.protokollzeit;
  const eigene = buendelStempel(gesehen);
  if (!urteil) return eigene;
  if (urteil.unversehrt === 'does not hold' || !urteil.beginn) return 'Der Zeitstempel über das Protokoll gilt nicht';
  const vorbehalt = urteil.vertrauen === 'holds' ? '' : ' – Zertifikat nicht bestätigt';
  return `Protokoll mit Zeitstempel vom ${zeitText(urteil.beginn)}${vorbehalt}${gesehen.stempel.urteil?.ok ? `; ${eigene}` : ''}`;
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
