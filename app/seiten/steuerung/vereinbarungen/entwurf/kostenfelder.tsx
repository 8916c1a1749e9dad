import type { Texte } from '../../../../base/index.ts';
import { Feld, feldId, Knoepfe, Knopf } from '../../../komponenten/index.ts';
import { WEG } from '../liste.tsx';
import { type Abschnitt, aufwandsfeld, kostenabschnitte } from './kosten.ts';
import type { Roh } from './roh.ts';

type Props = { t: Texte; roh: Roh; n: number; meldung: (feld: string) => string | undefined; beispiel: string };

/** What one Leistung costs: a group for each stretch of time, in it the parts of the price; buttons add more of both. */
export function Kostenfelder(p: Props) {
  const { t, roh, n, meldung } = p;
  const abschnitte = kostenabschnitte(t, roh, n, p.beispiel);
  const letzter = abschnitte.at(-1);
  return (
    <>
      {abschnitte.map((x, i) => (
        <Zeitraum {...p} abschnitt={x} nr={i + 1} />
      ))}
      <Knoepfe>
        <Knopf klein name="aktion" wert={`mehr_abschnitt_${n}`} ziel={`${WEG}/neu#abschnitt-${(letzter?.a ?? 1) + 1}`}>
          {t('vereinbarungen.entwurf.mehrAbschnitt')}
        </Knopf>
      </Knoepfe>
      <Feld t={t} feld={aufwandsfeld(t, n)} wert={roh[`aufwand_${n}`] ?? ''} fehler={meldung(`aufwand_${n}`)} />
    </>
  );
}

function Zeitraum({ t, roh, n, meldung, abschnitt, nr }: Props & { abschnitt: Abschnitt; nr: number }) {
  const { a, teile, felder } = abschnitt;
  const zeige = (liste: Abschnitt['felder']) =>
    liste.map((feld) => <Feld t={t} feld={feld} wert={roh[feld.id] ?? ''} fehler={meldung(feld.id)} />);
  // the day comes first, the rest after the price
  const [tag, rest] = nr > 1 ? [felder.slice(0, 1), felder.slice(1)] : [[], felder];
  const neuer = `schluessel_${n}_${a}_${(teile.at(-1)?.t ?? 1) + 1}`;
  return (
    <fieldset class="kern-fieldset haus-gruppe" id={`abschnitt-${a}`}>
      <legend class="kern-label">
        {t(`vereinbarungen.entwurf.abschnitt.${nr === 1 ? 'erster' : 'weiterer'}`, { nr })}
      </legend>
      {nr > 1 && <p>{t('vereinbarungen.entwurf.abschnitt.leer')}</p>}
      {zeige(tag)}
      {teile.map((x) => zeige(x.felder))}
      <Knoepfe>
        <Knopf klein name="aktion" wert={`mehr_teil_${n}_${a}`} ziel={`${WEG}/neu#${feldId(neuer)}`}>
          {t('vereinbarungen.entwurf.mehrTeil')}
        </Knopf>
      </Knoepfe>
      {zeige(rest)}
    </fieldset>
  );
}
