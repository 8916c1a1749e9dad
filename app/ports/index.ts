export type { Ablehnung } from './ablehnung.ts';
export type { Angenommen, Benachrichtigung, Nachricht } from './benachrichtigung.ts';
export type {
  AnfrageSpeicher,
  AngemeldetePerson,
  AnmeldeBeginn,
  AnmeldeErgebnis,
  AntwortFormular,
  Buergeranmeldung,
  Niveau,
} from './buergeranmeldung.ts';
export type { Gegengezeichnet, Gegenzeichner, Konflikt } from './gegenzeichner.ts';
export type {
  AngemeldeteMitarbeit,
  AnmeldeVersuch,
  Mitarbeiteranmeldung,
  MitarbeiterBeginn,
} from './mitarbeiteranmeldung.ts';
export type { Schluesseltresor } from './schluesseltresor.ts';
export type { Siegeldienst, Signaturmittel, Signiert, Unterschriftsdienst } from './siegeldienst.ts';
export type { Sperrauskunft, Sperrdaten } from './sperrauskunft.ts';
export type { Zeitstempel, Zeitstempeldienst } from './zeitstempeldienst.ts';
