import type { Station, Texte } from '../../komponenten/index.ts';
import { ortszeit } from '../../komponenten/index.ts';
import { offeneNachforderung, type Vorgangslage } from './lage.ts';
import { tagText } from './tag.ts';

/** Events that are steps for the citizen; everything else is inner work. */
const GEZEIGT = new Set([
  'antrag.eingegangen',
  'pruefung.entschieden',
  'unterlagen.nachgefordert',
  'unterlagen.eingegangen',
  'register.eingetragen',
  'register.haltung-beendet',
  'register.haltung-fortgesetzt',
  'bescheinigung.ausgestellt',
  'bescheid.erlassen',
  'behoerde.informiert',
  'bekanntgabe.versandt',
  'bekanntgabe.abgerufen',
  'widerspruch.eingelegt',
  'widerspruch.fortgeschrieben',
  'vorgang.abgeschlossen',
  'vorgang.abgegeben',
]);

/** Where an event says its day. */
const TAG_IN: Readonly<Record<string, string>> = {
  'widerspruch.eingelegt': 'eingang',
  'widerspruch.fortgeschrieben': 'tag',
};

/** The real steps with their times, then the one at work, then the end that is still to come. */
export function stationenOf(t: Texte, lage: Vorgangslage): Station[] {
  const { ereignisse, vorgang, zeile, stelle } = lage;
  const titelVon = new Map(lage.zustellungen.map((z) => [z.id, z.titel]));
  const geschehen = ereignisse
    .filter((e) => GEZEIGT.has(e.kind))
    .map((e): Station => {
      const titel = String(
        e.data['titel'] ?? titelVon.get(String(e.data['zustellung'])) ?? t('portal.station.dokument'),
      );
      const behoerde = String(e.data['behoerde'] ?? '');
      // an objection counts from the day it came, its outcome from when it took effect, not from when somebody entered it
      const tag = TAG_IN[e.kind] && String(e.data[TAG_IN[e.kind] ?? ''] ?? '');
      const ausgang = e.data['ausgang'] ? t(`portal.widerspruch.ausgang.${String(e.data['ausgang'])}`) : '';
      return {
        titel: t(`portal.station.${e.kind}`, { titel, behoerde, ausgang }),
        stand: 'erledigt',
        wann: tag ? tagText(tag) : zeitText(t, e.at),
      };
    });
  if (vorgang.abgeschlossen) return geschehen;
  const fehlt = offeneNachforderung(lage);
  const jetzt: Station = fehlt
    ? { titel: t('portal.station.wartet'), stand: 'aktuell', wann: t('portal.bis', { tag: tagText(fehlt.bis) }) }
    : {
        titel: t('portal.station.inArbeit', { stelle: stelle.name }),
        stand: 'aktuell',
        ...(zeile.frist ? { wann: t('portal.station.frist', { tag: tagText(zeile.frist) }) } : {}),
      };
  return [...geschehen, jetzt, { titel: t('portal.station.ende'), stand: 'offen' }];
}

export function zeitText(t: Texte, zeitpunkt: string | Date): string {
  const { tag, uhr } = ortszeit(new Date(zeitpunkt));
  return t('portal.zeit', { tag, uhr });
}
