import type { AufgabeKnoten, Kopf, Warteereignis } from '../model.ts';

/** Whether two events wait for the same: then the wait goes on as it was set, whatever the clock says. */
export function wartetGleich(a: Warteereignis, b: Warteereignis): boolean {
  switch (a.art) {
    case 'zeit':
      return b.art === 'zeit' && a.zeit.art === b.zeit.art && a.zeit.wert.text === b.zeit.wert.text;
    case 'nachricht':
      return b.art === 'nachricht' && a.nachricht === b.nachricht && a.korrelation?.text === b.korrelation?.text;
    case 'signal':
      return b.art === 'signal' && a.signal === b.signal;
    case 'bedingung':
      return b.art === 'bedingung' && a.bedingung.text === b.bedingung.text;
  }
}

/** Whether a person sees the same task. */
export function gleicheAufgabe(a: AufgabeKnoten, b: AufgabeKnoten): boolean {
  return (
    a.id === b.id &&
    a.name === b.name &&
    a.formular === b.formular &&
    a.gruppe?.text === b.gruppe?.text &&
    a.gruppe?.fest === b.gruppe?.fest &&
    gleicherKopf(a.kopf, b.kopf)
  );
}

export function gleicherKopf(a: Kopf, b: Kopf): boolean {
  const namen = Object.keys(a);
  return namen.length === Object.keys(b).length && namen.every((n) => a[n] === b[n]);
}
