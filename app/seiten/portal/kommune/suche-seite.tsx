import type { Kommune, Treffer } from '../../../kommunen/index.ts';
import { Karte, Karten, PortalSeite, Suchfeld } from '../../komponenten/index.ts';
import { type Kopf, portalWeg } from '../basis/kopf.ts';

type Props = { kopf: Kopf; ort: string; treffer: Treffer; aktive: readonly Kommune[]; anzahl: number };

/** Find your Kommune by its name or the postcode of its town hall. */
export function SucheSeite({ kopf, ort, treffer, aktive, anzahl }: Props) {
  const { t } = kopf;
  return (
    <PortalSeite {...kopf} titel={t('portal.suche.titel')} breit>
      <h1>{t('portal.suche.titel')}</h1>
      <p class="haus-einleitung">{t('portal.suche.einleitung', { anzahl })}</p>
      <Suchfeld
        t={t}
        weg="/portal"
        name="ort"
        wert={ort}
        beschriftung={t('portal.suche.feld')}
        hilfe={t('portal.suche.hilfe')}
      />
      {ort !== '' && <Ergebnis kopf={kopf} ort={ort} treffer={treffer} />}
      {(ort === '' || treffer.kommunen.length === 0) && aktive.length > 0 && (
        <>
          <h2>{t('portal.suche.aktive')}</h2>
          <Liste kopf={kopf} kommunen={aktive} />
        </>
      )}
    </PortalSeite>
  );
}

function Ergebnis({ kopf, ort, treffer }: { kopf: Kopf; ort: string; treffer: Treffer }) {
  const { t } = kopf;
  const { kommunen, aehnlich } = treffer;
  const titel = kommunen.length === 0 ? 'keiner' : aehnlich ? 'aehnlich' : kommunen.length === 1 ? 'einer' : 'mehrere';
  return (
    <>
      <h2>{t(`portal.suche.${titel}`, { anzahl: kommunen.length, ort })}</h2>
      {(aehnlich || kommunen.length === 0) && <p>{t('portal.suche.plzHinweis')}</p>}
      {!aehnlich && kommunen.length > 1 && /^\d+$/.test(ort) && <p>{t('portal.suche.plzMehrere')}</p>}
      <Liste kopf={kopf} kommunen={kommunen} />
    </>
  );
}

function Liste({ kopf: { t }, kommunen }: { kopf: Kopf; kommunen: readonly Kommune[] }) {
  return (
    <Karten>
      {kommunen.map((k) => (
        <Karte titel={k.name} weg={portalWeg(k)} oben={k.kreisName ?? t('portal.suche.kreisfrei')} ebene={3}>
          <p>{t(k.kuerzel ? 'portal.suche.online' : 'portal.suche.nochNicht', { plz: k.plz ?? '' })}</p>
        </Karte>
      ))}
    </Karten>
  );
}
