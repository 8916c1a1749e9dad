import {
  type Antworten,
  type FeldFehler,
  type Formular,
  type Feld as Formularfeld,
  sichtbareFelder,
} from '@rathausverbund/formular';
import type { ComponentChildren } from 'preact';
import { Fehlerliste } from '../fehlerliste.tsx';
import { Hinweis } from '../hinweis.tsx';
import { Knoepfe, Knopf, KnopfLink } from '../knopf.tsx';
import { VersteckteFelder } from '../kopf.tsx';
import type { Felder, Texte } from '../typen.ts';
import { Feld } from './feld.tsx';
import { feldId } from './feld-id.ts';
import { feldwert } from './feldwert.ts';

export type FormularschrittProps = {
  t: Texte;
  formular: Formular;
  /** Id of the step to show. */
  schritt: string;
  /** All answers so far, which decide what is visible. */
  antworten: Antworten;
  /** What was typed in a refused post, as parseSchritt returns it; it stays in the fields. */
  roh?: Readonly<Record<string, string>>;
  fehler?: readonly FeldFehler[];
  /** Fields that have come up by these inputs (`neu` of parseSchritt). */
  neu?: readonly string[];
  /** Where the form posts to; this page itself when left out. */
  aktion?: string;
  versteckt?: Felder;
  /** Address of the step before. */
  zurueck?: string;
  /** Offers to stop here: posts `aktion=spaeter`. */
  spaeter?: boolean;
  /** "14:03" of the last save. */
  gespeichert?: string;
  /** Stands between heading and fields. */
  children?: ComponentChildren;
};

/** One step as a form with heading (h1), summary of errors, fields and buttons. Going on posts `aktion=weiter`. */
export function Formularschritt(p: FormularschrittProps) {
  const schritt = p.formular.schritte.find((s) => s.id === p.schritt);
  if (schritt === undefined) throw new RangeError(`unknown step ${p.schritt}`);
  const felder = sichtbareFelder(p.formular, p.schritt, p.antworten);
  const fehler = p.fehler ?? [];
  const neu = felder.filter((f) => p.neu?.includes(f.id));
  return (
    <>
      <Fehlerliste t={p.t} fehler={fehler.map((f) => ({ meldung: f.meldung, ziel: feldId(f.feld) }))} />
      {fehler.length === 0 && neu.length > 0 && <Neu t={p.t} felder={neu} />}
      <h1>{schritt.titel}</h1>
      {schritt.hinweis && <p class="haus-einleitung">{schritt.hinweis}</p>}
      {p.children}
      {/* our own check explains better than the browser's bubbles, and keeps what was typed */}
      <form class="haus-formular" method="post" action={p.aktion} novalidate>
        <VersteckteFelder felder={p.versteckt} />
        {felder.map((feld) => (
          <Feld
            key={feld.id}
            t={p.t}
            feld={feld}
            wert={feldwert(feld, p.antworten, p.roh)}
            fehler={fehler.find((f) => f.feld === feld.id)?.meldung}
          />
        ))}
        <Knoepfe>
          <Knopf rang="primary" name="aktion" wert="weiter">
            {p.t('formular.weiter')}
          </Knopf>
          {p.zurueck && <KnopfLink weg={p.zurueck}>{p.t('formular.zurueck')}</KnopfLink>}
          {p.spaeter && (
            <Knopf rang="tertiary" name="aktion" wert="spaeter">
              {p.t('formular.spaeter')}
            </Knopf>
          )}
        </Knoepfe>
        {p.gespeichert && <p class="haus-gespeichert">{p.t('formular.gespeichert', { uhr: p.gespeichert })}</p>}
      </form>
    </>
  );
}

function Neu({ t, felder }: { t: Texte; felder: readonly Formularfeld[] }) {
  return (
    <Hinweis t={t} ton="info" titel={t('formular.neuTitel')}>
      <p>{t('formular.neu')}</p>
      <ul class="haus-liste">
        {felder.map((f) => (
          <li>
            <a href={`#${feldId(f.id)}`}>{f.beschriftung}</a>
          </li>
        ))}
      </ul>
    </Hinweis>
  );
}
