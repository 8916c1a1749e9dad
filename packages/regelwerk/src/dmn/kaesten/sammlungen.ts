import type { Code } from '../../feel/umgebung.ts';
import { normalName } from '../../werte/kontext.ts';
import { verbrauche } from '../../werte/lauf.ts';
import type { Wert } from '../../werte/wert.ts';
import { elementAus, listeAus, textAus } from '../lesen.ts';
import { lehneAbAn, mitTyp, nachsichtig, typAn } from '../ort.ts';
import { formDesKastens, type Kasten, mitName } from './kasten.ts';

/** Entries see those before them; one without a name, at the end, is the result. */
export const uebersetzeKontext: Kasten = (e, ort, teil) => {
  let innen = ort;
  const eintraege = listeAus(e, 'contextEntry').map((eintrag) => {
    const variable = elementAus(eintrag, 'variable');
    const wert = elementAus(eintrag, 'value');
    const name = variable ? normalName(textAus(variable, 'name') ?? '') : null;
    const hier = innen;
    const code: Code = nachsichtig(ort, () => {
      if (!wert) return lehneAbAn(ort, 'Ein Eintrag des Kontexts hat keinen Wert.');
      return mitTyp(teil(wert, hier), typAn(ort, textAus(variable, 'typeRef')), ort, `„${name ?? 'das Ergebnis'}“`);
    });
    if (name !== null) innen = mitName(innen, name, formDesKastens(wert, textAus(variable, 'typeRef'), hier));
    return { name, code };
  });
  const namen = eintraege.map((x) => x.name);
  if (namen.slice(0, -1).includes(null) || new Set(namen).size !== namen.length) {
    lehneAbAn(ort, 'Die Einträge des Kontexts brauchen verschiedene Namen; nur der letzte darf das Ergebnis sein.');
  }
  return (sicht, lauf) => {
    verbrauche(lauf, eintraege.length);
    const werte = new Map<string, Wert>();
    const hier = { werte, eltern: sicht };
    for (const { name, code } of eintraege) {
      const wert = code(hier, lauf);
      if (name === null) return wert;
      werte.set(name, wert);
    }
    return werte;
  };
};

export const uebersetzeListe: Kasten = (e, ort, teil) => {
  const teile = listeAus(e, 'elements').map((t) => teil(t, ort));
  return (sicht, lauf) => {
    verbrauche(lauf, teile.length);
    return teile.map((code) => code(sicht, lauf));
  };
};

export const uebersetzeRelation: Kasten = (e, ort, teil) => {
  const spalten = listeAus(e, 'column').map((s) => ({
    name: textAus(s, 'name') ?? '',
    typ: typAn(ort, textAus(s, 'typeRef')),
  }));
  const zeilen = listeAus(e, 'row').map((z) =>
    listeAus(z, 'elements').map((t, i) => {
      const spalte = spalten[i];
      return {
        name: spalte?.name ?? '',
        code: spalte ? mitTyp(teil(t, ort), spalte.typ, ort, `„${spalte.name}“`) : teil(t, ort),
      };
    }),
  );
  if (zeilen.some((z) => z.length !== spalten.length))
    lehneAbAn(ort, 'Eine Zeile der Relation hat nicht so viele Werte wie Spalten.');
  return (sicht, lauf) => {
    verbrauche(lauf, zeilen.length * spalten.length);
    return zeilen.map((z) => new Map(z.map(({ name, code }) => [name, code(sicht, lauf)])));
  };
};
