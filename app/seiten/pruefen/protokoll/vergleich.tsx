import type { Ergebnis } from '../../../base/index.ts';
import type { Vergleich } from '../../../nachweise/index.ts';
import {
  Aufklappen,
  Fehlerliste,
  feldIdOf,
  Hinweis,
  Knoepfe,
  Knopf,
  type Texte,
  VersteckteFelder,
  Zeile,
} from '../../komponenten/index.ts';
import { zahl } from './uebersicht.tsx';

export interface Frage {
  /** as typed, so that nothing is lost */
  readonly von: string;
  readonly bis: string;
  /** null: nothing was asked yet */
  readonly antwort: Ergebnis<Vergleich> | 'zahl' | null;
}

type Props = { t: Texte; weg: string; epoche: number; groesse: number; frage: Frage };

const hex = (b: Uint8Array) => Buffer.from(b).toString('hex');
const base64 = (b: Uint8Array) => Buffer.from(b).toString('base64');

/** Two sizes in, the answer and its proof out. A plain GET form: the question stands in the address and can be kept. */
export function VergleichTeil(p: Props) {
  const { t, frage, groesse } = p;
  return (
    <div class="haus-text">
      <h2 id="vergleich">{t('protokoll.vergleich.titel')}</h2>
      <p>{t('protokoll.vergleich.hilfe')}</p>
      {frage.antwort === 'zahl' && (
        <Fehlerliste
          t={t}
          fehler={[
            { meldung: t('protokoll.vergleich.zahl', { bis: zahl(groesse) }), ziel: feldIdOf('vergleich', 'von') },
          ]}
        />
      )}
      <form class="haus-formular" method="get" action={`${p.weg}#vergleich`}>
        <VersteckteFelder felder={{ epoche: p.epoche }} />
        {(['von', 'bis'] as const).map((x) => (
          <Zeile t={t} formular="vergleich" name={x} titel={t(`protokoll.vergleich.${x}`)} ziffern wert={frage[x]} />
        ))}
        <Knoepfe>
          <Knopf rang="primary">{t('protokoll.vergleich.knopf')}</Knopf>
        </Knoepfe>
      </form>
      {frage.antwort !== null && frage.antwort !== 'zahl' && <Antwort t={t} antwort={frage.antwort} />}
    </div>
  );
}

function Antwort({ t, antwort }: { t: Texte; antwort: Ergebnis<Vergleich> }) {
  if (!antwort.ok) {
    const warum = antwort.grund === 'protokoll.knoten-fehlen' ? 'knoten' : 'unbekannt';
    return <Hinweis t={t} ton="warning" titel={t(`protokoll.vergleich.${warum}`)} />;
  }
  const { alt, neu, setztFort, beweis } = antwort;
  const wort = !setztFort ? 'schlecht' : alt.groesse === neu.groesse ? 'gleich' : 'gut';
  const werte = { von: zahl(alt.groesse), bis: zahl(neu.groesse), anzahl: beweis.length };
  return (
    <>
      <Hinweis t={t} ton={setztFort ? 'success' : 'danger'} titel={t(`protokoll.vergleich.${wort}`, werte)}>
        <p>{t(`protokoll.vergleich.${wort}Text`, werte)}</p>
      </Hinweis>
      <Aufklappen titel={t('protokoll.vergleich.beweis')}>
        <pre class="haus-roh" tabindex={0} aria-label={t('protokoll.vergleich.beweis')}>
          {[`${alt.groesse} ${hex(alt.wurzel)}`, `${neu.groesse} ${hex(neu.wurzel)}`, ...beweis.map(base64)].join('\n')}
        </pre>
      </Aufklappen>
    </>
  );
}
