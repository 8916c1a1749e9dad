import type { Feld as Formularfeld } from '@rathausverbund/formular';
import type { ComponentChildren } from 'preact';
import { Symbol } from '../symbol.tsx';
import type { Texte } from '../typen.ts';
import { Auswahlliste, Eingabe, Mehrzeilig } from './eingabe.tsx';
import type { EingabeProps } from './eingabe-props.ts';
import { feldId } from './feld-id.ts';
import { Wahl } from './wahl.tsx';

type FeldProps = { t: Texte; feld: Formularfeld; wert: string; fehler?: string | undefined };

/** One field: label, hint, input, error beside it. Choices are a group with a legend. */
export function Feld({ t, feld, wert, fehler }: FeldProps) {
  const id = feldId(feld.id);
  const hilfe = hilfetext(t, feld);
  const beschreibung = [hilfe && `${id}-hilfe`, fehler && `${id}-fehler`].filter(Boolean).join(' ') || undefined;
  const props = { t, id, wert, fehlerhaft: fehler !== undefined, beschreibung };
  const teile = {
    name: <Beschriftung t={t} feld={feld} />,
    hilfe: hilfe && (
      <div class="kern-hint" id={`${id}-hilfe`}>
        {hilfe}
      </div>
    ),
    fehler: fehler && (
      <p class="kern-error" id={`${id}-fehler`}>
        <Symbol name="danger" />
        <span class="kern-body">
          <span class="kern-sr-only">{t('formular.fehler')} </span>
          {fehler}
        </span>
      </p>
    ),
  };
  if (feld.art === 'ja_nein') {
    const werte = [
      { wert: 'ja', beschriftung: t('formular.ja') },
      { wert: 'nein', beschriftung: t('formular.nein') },
    ];
    return <Gruppe {...teile} eingabe={<Wahl {...props} feld={feld} werte={werte} />} {...props} />;
  }
  if (feld.art === 'auswahl' && feld.darstellung === 'radio') {
    return <Gruppe {...teile} eingabe={<Wahl {...props} feld={feld} werte={feld.werte} />} {...props} />;
  }
  return (
    <div class={fehler ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
      <label class="kern-label" for={id}>
        {teile.name}
      </label>
      {teile.hilfe}
      {einzeln(feld, props)}
      {teile.fehler}
    </div>
  );
}

function einzeln(feld: Formularfeld, props: Omit<EingabeProps, 'feld'>) {
  if (feld.art === 'mehrzeilig') return <Mehrzeilig {...props} feld={feld} />;
  if (feld.art === 'auswahl') return <Auswahlliste {...props} feld={feld} />;
  return <Eingabe {...props} feld={feld} />;
}

type Teile = {
  name: ComponentChildren;
  hilfe: ComponentChildren;
  fehler: ComponentChildren;
  eingabe: ComponentChildren;
};

function Gruppe(p: Teile & { fehlerhaft: boolean; beschreibung: string | undefined }) {
  return (
    <fieldset
      class={p.fehlerhaft ? 'kern-fieldset kern-fieldset--error' : 'kern-fieldset'}
      aria-describedby={p.beschreibung}
    >
      <legend class="kern-label">{p.name}</legend>
      {p.hilfe}
      <div class="kern-fieldset__body">{p.eingabe}</div>
      {p.fehler}
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
