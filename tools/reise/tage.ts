import { addDays, addMonths, type LocalDate, localDateOf, naechsterWerktag } from '@rathausverbund/fristen';

// What the pages must say, computed from the sentence of the law and not from the table of rules.

export const heute = (): LocalDate => localDateOf(Date.now(), 'Europe/Berlin');

/** "27.11.2026" */
export const deutsch = (tag: string): string => tag.split('-').reverse().join('.');

/** AO § 122 (2) no. 1, § 108 (3): the fourth day after posting, on a Saturday, Sunday or holiday the next working day. */
export const bekanntNachAo = (post: LocalDate): LocalDate => naechsterWerktag(addDays(post, 4));

/** OZG § 9: the fourth day after provision, whatever day that is. */
export const bekanntImPostfach = (bereitgestellt: LocalDate): LocalDate => addDays(bereitgestellt, 4);

/** VwGO § 70, AO § 355 in connection with BGB §§ 187, 188, 193: one month, to the end of the next working day. */
export const rechtsbehelfBis = (bekannt: LocalDate): LocalDate => naechsterWerktag(addMonths(bekannt, 1));
