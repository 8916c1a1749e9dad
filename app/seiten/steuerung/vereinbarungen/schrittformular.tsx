import { geplantePausen } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Feld, Knoepfe, Knopf, VersteckteFelder } from '../../komponenten/index.ts';
import type { Blatt } from './laden.ts';
import { formularOf, type Gelesen, type Seitenschritt } from './schritte.ts';

/** What was typed and refused, to show it again. */
export interface Versuch extends Pick<Gelesen, 'roh' | 'fehler'> {
  schritt: Seitenschritt;
  /** a sentence that belongs to no field */
  meldung?: string | undefined;
}

type Props = {
  deps: SeitenDeps;
  blatt: Blatt;
  schritt: Seitenschritt;
  versuch?: Versuch | undefined;
  vorwahl?: Readonly<Record<string, string>>;
  haupt?: boolean;
};

/** One step as a form: a sentence what it does, its fields, one button. */
export function Schrittformular({ deps: { t }, blatt, schritt, versuch, vorwahl = {}, haupt = false }: Props) {
  const meins = versuch?.schritt === schritt ? versuch : undefined;
  const mit = meins?.fehler.map((f) => f.feld) ?? [];
  const [form] = formularOf(t, blatt, schritt, mit).schritte;
  const roh = meins?.roh ?? vorwahl;
  return (
    <form class="haus-formular" method="post" action={`/steuerung/vereinbarungen/${blatt.stand.id}`} novalidate>
      <VersteckteFelder
        felder={{
          befehl: schritt,
          textHash: blatt.fassung.textHash,
          ...(schritt === 'zuruecknehmen' ? { pause: geplantePausen(blatt.stand, blatt.heute)[0]?.ab ?? '' } : {}),
        }}
      />
      <p>{t(`vereinbarungen.satz.${schritt}`, { behoerde: blatt.aufsicht })}</p>
      {form?.felder.map((feld) => (
        <Feld
          t={t}
          feld={{ ...feld, id: `${schritt}.${feld.id}` }}
          wert={roh[feld.id] ?? ''}
          fehler={meins?.fehler.find((f) => f.feld === feld.id)?.meldung}
        />
      ))}
      <Knoepfe>
        <Knopf rang={haupt ? 'primary' : 'secondary'}>{t(`vereinbarungen.knopf.${schritt}`)}</Knopf>
      </Knoepfe>
    </form>
  );
}
