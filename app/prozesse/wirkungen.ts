import type { Wirkung } from '@rathausverbund/prozess';
import { stelleEin, type Tx } from '../base/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import { closeAufgabe, type Gesperrt, openAufgabe, project } from '../vorgaenge/index.ts';
import { meldeVorfall } from './vorfaelle.ts';
import { dueAt, entferneZeitgeber, stelleZeitgeber } from './zeitgeber.ts';

/** Does what a step of the process asks for, in the transaction of the step. */
export function apply(tx: Tx, p: Protokoll, g: Gesperrt, w: Wirkung): void {
  const { koerperschaft, id, leistung } = g.vorgang;
  const jetzt = p.uhr.jetzt();
  switch (w.art) {
    case 'aufgabe-anlegen':
      return openAufgabe(tx, jetzt, g, {
        schritt: w.schritt,
        element: w.element,
        name: w.name,
        gruppe: w.gruppe ?? 'sachbearbeitung',
        formular: w.formular ?? null,
        kopf: { ...w.kopf },
      });
    case 'aufgabe-entfernen':
      return closeAufgabe(tx, koerperschaft, id, w.schritt);
    case 'dienst':
      return stelleEin(tx, p.uhr, {
        art: 'prozess.dienst',
        koerperschaft,
        bezug: id,
        angaben: { schritt: w.schritt, typ: w.typ, kopf: w.kopf },
      });
    case 'zeitgeber':
      return stelleZeitgeber(
        tx,
        { koerperschaft, leistung, vorgang: id, schritt: w.schritt },
        dueAt(w.faellig, jetzt),
      );
    case 'zeitgeber-entfernen':
      return entferneZeitgeber(tx, { koerperschaft, vorgang: id, schritt: w.schritt });
    case 'vorfall':
      meldeVorfall(tx, g, { ...w, am: jetzt });
      return project(tx, g, { schritt: 'Störung beheben', hinweis: w.meldung });
    case 'entscheidung': // answered in move()
    case 'dienst-entfernen': // a late completion is refused by its step number
    case 'warten-auf': // the Vorgang itself says that it waits
    case 'warten-beendet':
    case 'beendet':
      return;
  }
}
