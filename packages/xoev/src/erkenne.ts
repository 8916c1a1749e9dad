import { attributwert, findKind, findTief, type XmlElement } from './xml.ts';

export type Erkannt =
  | {
      readonly art: 'xgewerbeanzeige';
      /** As the namespace says; "1.3" stands for the DatML/RAW form used up to then, which does not print its version. */
      readonly version: string;
      readonly nachricht: string;
      readonly titel: string;
      /** Set when the message is kept although something about it is not known to us. */
      readonly hinweis?: string;
    }
  | { readonly art: 'amt24' }
  | { readonly art: 'unbekannt'; readonly meldung: string };

const XGA_NAMENSRAUM = /^http:\/\/www\.xgewerbeanzeige\.de\/spezifikation\/([\w.-]+)$/;
const DATML_NAMENSRAUM = /^http:\/\/www\.destatis\.de\/schema\/datml-raw\//;
const BEKANNTE_VERSIONEN = ['2.0', '2.1'];

/** First part of a message name → whom it is for. */
const EMPFAENGERKREISE: Readonly<Record<string, string>> = {
  sta: 'an das Statistische Amt',
  dgu: 'an die Deutsche Gesetzliche Unfallversicherung',
  lue: 'an die Lebensmittelüberwachung',
  alg: 'in allgemeiner Form',
};

/** Says what a received document is, by namespace and name of its root. Never refuses: `unbekannt` carries the reason. */
export function erkenne(wurzel: XmlElement): Erkannt {
  const version = XGA_NAMENSRAUM.exec(wurzel.ns)?.[1];
  if (version !== undefined && /gewerbemeldung/.test(wurzel.name)) return erkenneXga(wurzel, version);
  if (wurzel.name === 'DatML-RAW-D' && DATML_NAMENSRAUM.test(wurzel.ns) && isGewerbeanzeige(wurzel)) {
    const titel = 'Gewerbemeldung (XGewerbeanzeige bis Version 1.3, DatML/RAW)';
    return { art: 'xgewerbeanzeige', version: '1.3', nachricht: wurzel.name, titel };
  }
  // The namespace of the envelope is not confirmed, so its shape decides.
  if (wurzel.name === 'serviceportal' && findKind(wurzel, 'metadata')) return { art: 'amt24' };
  return {
    art: 'unbekannt',
    meldung: `Dateien mit dem Wurzelelement „${shorten(wurzel.name)}“ werden hier nicht angenommen.`,
  };
}

function erkenneXga(wurzel: XmlElement, version: string): Erkannt {
  const kreis = EMPFAENGERKREISE[wurzel.name.split('.')[0] ?? ''];
  const titel = kreis ? `Gewerbemeldung ${kreis}` : 'Gewerbemeldung';
  const genannt = attributwert(wurzel, 'version');
  const hinweise = [
    ...(BEKANNTE_VERSIONEN.includes(version) ? [] : [`Version ${version} von XGewerbeanzeige ist hier nicht bekannt.`]),
    ...(genannt === undefined || genannt === version
      ? []
      : [`Die Nachricht nennt sich Version ${genannt}, ihr Namensraum sagt ${version}.`]),
  ];
  const basis = { art: 'xgewerbeanzeige', version, nachricht: wurzel.name, titel } as const;
  return hinweise.length === 0 ? basis : { ...basis, hinweis: hinweise.join(' ') };
}

/** DatML/RAW carries every official statistic; a trade notification names its trade. */
const isGewerbeanzeige = (wurzel: XmlElement): boolean => findTief(wurzel, 'Gewerbe') !== undefined;

const shorten = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);
