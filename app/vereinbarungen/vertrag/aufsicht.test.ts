import { beforeEach, describe, expect, it } from 'vitest';
import { rechtsaufsicht } from './aufsicht.ts';
import { genehmigen, LRA, spielwiese } from './pruefstand.ts';

let w = spielwiese();
beforeEach(() => (w = spielwiese()));

describe('Die Rechtsaufsicht', () => {
  const leipzig = { art: 'gemeinde', kreisId: 'l', kreisName: 'Landkreis Leipzig' };
  it('ist das Landratsamt des gemeinsamen Landkreises, sonst die Landesdirektion', () => {
    expect(rechtsaufsicht(leipzig, leipzig)).toBe(LRA);
    for (const andere of [
      { art: 'gemeinde', kreisId: 'm', kreisName: 'Landkreis Mittelsachsen' },
      { art: 'gemeinde', kreisId: null, kreisName: null },
      { art: 'landkreis', kreisId: 'l', kreisName: 'Landkreis Leipzig' },
    ])
      expect(rechtsaufsicht(leipzig, andere)).toBe('Landesdirektion Sachsen');
    const frei = { art: 'gemeinde', kreisId: null, kreisName: null };
    expect(rechtsaufsicht(frei, frei)).toBe('Landesdirektion Sachsen');
  });

  it('wird berechnet: eine Genehmigung von anderer Stelle wird nicht eingetragen', () => {
    w.spiele({}, 'beschlossen');
    w.welt.aufsicht = 'Landesdirektion Sachsen';
    expect(w.gehe('v', 'auftraggeber', genehmigen)).toEqual({
      ok: false,
      grund: 'vereinbarung.falsche-aufsicht',
      angaben: { behoerde: 'Landesdirektion Sachsen' },
    });
  });
});
