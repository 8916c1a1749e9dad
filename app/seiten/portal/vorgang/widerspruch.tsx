import type { Verzeichnis } from '../../../kommunen/index.ts';
import { widerspruchsbehoerde } from '../../../vereinbarungen/index.ts';
import { Aufklappen, type Texte } from '../../komponenten/index.ts';
import type { Kopf } from '../basis/kopf.ts';
import { rechtsbehelfe, type Vorgangslage } from './lage.ts';
import { tagText } from './tag.ts';

/** How to object: in writing or on record at the body that decided (§ 70 VwGO). The notice itself is what counts. */
export function Widerspruch({
  kopf: { t },
  lage,
  verzeichnis,
}: {
  kopf: Kopf;
  lage: Vorgangslage;
  verzeichnis: Verzeichnis;
}) {
  const { auftritt, zustaendig } = lage;
  const { aufgabenart } = lage.leistung.angaben;
  const w = widerspruchsbehoerde({ aufgabenart, kommune: zustaendig, einwohner: zustaendig.einwohner });
  const anschrift = auftritt
    ? `${auftritt.name}, ${auftritt.strasse}, ${auftritt.plz} ${auftritt.ort}`
    : zustaendig.name;
  return (
    <>
      <h2>{t('portal.widerspruch.titel')}</h2>
      <Stand t={t} w={lage.vorgang.widerspruch} />
      <ul class="haus-liste">
        {rechtsbehelfe(lage).map((z) => (
          <li>{t('portal.widerspruch.bis', { titel: z.titel, tag: tagText(z.rechtsbehelfBis ?? '') })}</li>
        ))}
      </ul>
      <Aufklappen titel={t('portal.widerspruch.wie')}>
        <p>{t('portal.widerspruch.text', { anschrift })}</p>
        {w.ok && (
          <p>
            {t(`portal.widerspruch.entscheidet${w.zuBestaetigen ? 'Offen' : ''}`, {
              behoerde: verzeichnis.byId(w.behoerde)?.name ?? '',
              norm: w.norm,
            })}
          </p>
        )}
        <p>{t('portal.widerspruch.belehrung')}</p>
      </Aufklappen>
    </>
  );
}

/** That one came, and how it went on. */
function Stand({ t, w }: { t: Texte; w: Vorgangslage['vorgang']['widerspruch'] }) {
  if (!w || w.stand?.ausgang === 'fehleintrag') return null;
  const { stand } = w;
  return (
    <p>
      {t('portal.widerspruch.liegtVor', { tag: tagText(w.eingang) })}
      {stand &&
        ` ${t('portal.widerspruch.stand', { ausgang: t(`portal.widerspruch.ausgang.${stand.ausgang}`), tag: tagText(stand.tag) })}`}
      {stand?.klageBis && ` ${t('portal.widerspruch.klageBis', { tag: tagText(stand.klageBis) })}`}
    </p>
  );
}
