import type { Auftritt } from '../../kommunen/index.ts';
import type { Absender, BriefDaten } from './model.ts';

/** The letterhead of a body as letters want it. @param kuerzel what stands in the drawn stand-in of its coat of arms */
export const absenderOf = (a: Auftritt, kuerzel: string): Absender => ({
  name: a.name,
  ...(a.zusatz ? { zusatz: a.zusatz } : {}),
  strasse: a.strasse,
  plz: a.plz,
  ort: a.ort,
  telefon: a.telefon,
  email: a.email,
  web: a.web,
  oeffnungszeiten: a.oeffnungszeiten,
  farbe: a.farbe,
  kuerzel,
});

/** Where the body is paid. */
export const bankverbindungOf = (a: Auftritt): BriefDaten<unknown>['bankverbindung'] => ({
  institut: a.kasse,
  iban: a.iban,
  bic: a.bic,
});
