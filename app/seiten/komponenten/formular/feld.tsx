import type { Feld as Formularfeld } from '@rathausverbund/formular';
import type { ComponentProps } from 'preact';
import type { Texte } from '../typen.ts';
import { Auswahlliste, Eingabe, Textflaeche } from './eingabe.tsx';
import type { EingabeProps } from './eingabe-props.ts';
import { feldId } from './feld-id.ts';
import { Optionen } from './optionen.tsx';
import { beschreibungOf, Feldfehler, Feldhilfe, Feldrahmen } from './rahmen.tsx';

type FeldProps = { t: Texte; feld: Formularfeld; wert: string; fehler?: string | undefined };

/** One field of a form model. Choices are a group with a legend. */
export function Feld({ t, feld, wert, fehler }: FeldProps) {
  const id = feldId(feld.id);
  const rahmen = { t, id, hilfe: hilfetext(t, feld), fehler, titel: <Beschriftung t={t} feld={feld} /> };
  const props = { t, id, wert, fehlerhaft: fehler !== undefined, beschreibung: beschreibungOf(rahmen) };
  if (feld.art === 'ja_nein') {
    const werte = [
      { wert: 'ja', beschriftung: t('formular.ja') },
      { wert: 'nein', beschriftung: t('formular.nein') },
    ];
    return (
      <Gruppe {...rahmen}>
        <Optionen {...props} feld={feld} werte={werte} />
      </Gruppe>
    );
  }
  if (feld.art === 'auswahl' && feld.darstellung === 'radio') {
    return (
      <Gruppe {...rahmen}>
        <Optionen {...props} feld={feld} werte={feld.werte} />
      </Gruppe>
    );
  }
  return <Feldrahmen {...rahmen}>{einzeln(feld, props)}</Feldrahmen>;
}

function einzeln(feld: Formularfeld, props: Omit<EingabeProps, 'feld'>) {
  if (feld.art === 'mehrzeilig') return <Textflaeche {...props} feld={feld} />;
  if (feld.art === 'auswahl') return <Auswahlliste {...props} feld={feld} />;
  return <Eingabe {...props} feld={feld} />;
}

function Gruppe(p: ComponentProps<typeof Feldrahmen>) {
  return (
    <fieldset
      class={p.fehler === undefined ? 'kern-fieldset' : 'kern-fieldset kern-fieldset--error'}
      aria-describedby={beschreibungOf(p)}
    >
      <legend class="kern-label">{p.titel}</legend>
      <Feldhilfe {...p} />
      <div class="kern-fieldset__body">{p.children}</div>
      <Feldfehler {...p} />
    </fieldset>
  );
}

function Beschriftung({ t, feld }: { t: Texte; feld: Formularfeld }) {
  return (
    <>
      {feld.beschriftung}
      {!feld.pflicht && <span class="kern-label__optional"> {t('formular.freiwillig')}</span>}
    </>
  );
}

/** The author's hint, else the form in which the value is expected. */
function hilfetext(t: Texte, feld: Formularfeld): string | undefined {
  if (feld.hilfe !== undefined) return feld.hilfe;
  if (feld.art === 'datum' || feld.art === 'iban' || feld.art === 'plz') return t(`formular.hilfe.${feld.art}`);
  return feld.art === 'mehrzeilig' ? t('formular.hilfe.laenge', { anzahl: feld.maxLaenge }) : undefined;
}
