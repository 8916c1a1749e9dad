import * as asn1js from 'asn1js';
import { PKIStatusInfo, TimeStampResp } from 'pkijs';
import { generalizedTime, INTEGER, integer, oid, sequence, tlv } from '../asn1.ts';
import { buffer } from '../bytes.ts';
import { TST_INFO } from '../cms/oids.ts';
import { signCms } from '../cms/write.ts';
import type { Krypto, PrivateKey } from '../krypto.ts';
import { der } from '../x509/zertifikat.ts';
import { imprint, readTimestampRequest } from './anfrage.ts';

export interface CreateTimestampOptions {
  /** The request, DER. */
  readonly request: Uint8Array;
  readonly krypto: Krypto;
  readonly key: PrivateKey;
  /** Certificate of the time-stamp authority (EKU timeStamping), DER. */
  readonly certificate: Uint8Array;
  readonly chain?: readonly Uint8Array[];
  /** Never used twice by the same authority. */
  readonly serial: Uint8Array;
  readonly jetzt: Date;
  readonly policyOid: string;
}

const GRANTED = 0;
const REJECTION = 2;
const BAD_DATA_FORMAT = 5;

function rejection(text: string): Uint8Array {
  const status = new PKIStatusInfo({ status: REJECTION, statusStrings: [new asn1js.Utf8String({ value: text })] });
  const failInfo = Uint8Array.of(1 << (7 - BAD_DATA_FORMAT));
  status.failInfo = new asn1js.BitString({ valueHex: buffer(failInfo), unusedBits: 7 - BAD_DATA_FORMAT });
  return der(new TimeStampResp({ status }).toSchema());
}

/** The token for a request; null for a bad one. */
async function issue(o: CreateTimestampOptions): Promise<Uint8Array | null> {
  const request = readTimestampRequest(o.request);
  if (!request) return null;
  const info = sequence(
    integer(Uint8Array.of(1)),
    oid(request.policy ?? o.policyOid),
    imprint(request.digest),
    integer(o.serial),
    generalizedTime(o.jetzt),
    sequence(integer(Uint8Array.of(1))), // accurate to one second
    ...(request.nonce ? [tlv(INTEGER, request.nonce)] : []),
  );
  return signCms({
    krypto: o.krypto,
    key: o.key,
    certificate: o.certificate,
    chain: o.chain ?? [],
    contentType: TST_INFO,
    content: { eContent: info },
    ohneZertifikate: !request.certReq,
  });
}

const ABGELEHNT = 'Die Anfrage ist nicht lesbar oder verlangt Unbekanntes.';

/** Answers a request as a time-stamp authority does: a TimeStampResp (DER), granted or, for a bad request, rejected. */
export async function createTimestampResponse(o: CreateTimestampOptions): Promise<Uint8Array> {
  const token = await issue(o);
  return token ? sequence(sequence(integer(Uint8Array.of(GRANTED))), token) : rejection(ABGELEHNT);
}

/** The token alone; throws when the request is refused. For tests and for stamping one's own digests. */
export async function createTimestampToken(o: CreateTimestampOptions): Promise<Uint8Array> {
  const token = await issue(o);
  if (!token) throw new Error(ABGELEHNT);
  return token;
}

export type TimestampAntwort =
  | { readonly ok: true; readonly token: Uint8Array }
  | { readonly ok: false; readonly code: string; readonly meldung: string };

const UNLESBAR: TimestampAntwort = {
  ok: false,
  code: 'tsp.unlesbar',
  meldung: 'Die Antwort des Zeitstempeldienstes ist nicht lesbar.',
};

/** Takes the token (ContentInfo, DER) out of a TimeStampResp. The token is not yet verified: `verifyTimestamp` does that. */
export function parseTimestampResponse(bytes: Uint8Array): TimestampAntwort {
  try {
    const { result } = asn1js.fromBER(buffer(bytes));
    if (!(result instanceof asn1js.Sequence)) return UNLESBAR;
    const [kopf, token] = result.valueBlock.value;
    const status: number = new PKIStatusInfo({ schema: kopf }).status;
    if (status > 1 || !token)
      return { ok: false, code: 'tsp.abgelehnt', meldung: 'Der Zeitstempeldienst hat die Anfrage abgelehnt.' };
    return { ok: true, token: new Uint8Array(token.valueBeforeDecodeView) };
  } catch {
    return UNLESBAR;
  }
}
