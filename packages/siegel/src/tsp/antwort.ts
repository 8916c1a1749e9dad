import * as asn1js from 'asn1js';
import { Accuracy, ContentInfo, PKIStatusInfo, TimeStampResp, TSTInfo } from 'pkijs';
import { buffer } from '../bytes.ts';
import { TST_INFO } from '../cms/oids.ts';
import { signCms } from '../cms/write.ts';
import type { Krypto, PrivateKey } from '../krypto.ts';
import { der } from '../x509/zertifikat.ts';
import { imprint, integer, readTimestampRequest } from './anfrage.ts';

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

/** Answers a request as a time-stamp authority does: a TimeStampResp (DER), granted or, for a bad request, rejected. */
export async function createTimestampResponse(o: CreateTimestampOptions): Promise<Uint8Array> {
  const request = readTimestampRequest(o.request);
  if (!request) return rejection('Die Anfrage ist nicht lesbar oder verlangt Unbekanntes.');
  const info = new TSTInfo({
    version: 1,
    policy: request.policy ?? o.policyOid,
    messageImprint: imprint(request.digest),
    serialNumber: integer(o.serial),
    genTime: o.jetzt,
    accuracy: new Accuracy({ seconds: 1 }),
  });
  if (request.nonce) info.nonce = request.nonce;
  const token = await signCms({
    krypto: o.krypto,
    key: o.key,
    certificate: o.certificate,
    chain: o.chain ?? [],
    contentType: TST_INFO,
    content: { eContent: der(info.toSchema()) },
    ohneZertifikate: !request.certReq,
  });
  const timeStampToken = ContentInfo.fromBER(buffer(token));
  return der(new TimeStampResp({ status: new PKIStatusInfo({ status: GRANTED }), timeStampToken }).toSchema());
}

/** The token alone; throws when the request is refused. For tests and for stamping one's own digests. */
export async function createTimestampToken(o: CreateTimestampOptions): Promise<Uint8Array> {
  const answer = parseTimestampResponse(await createTimestampResponse(o));
  if (!answer.ok) throw new Error(answer.meldung);
  return answer.token;
}

export type TimestampAntwort =
  | { readonly ok: true; readonly token: Uint8Array }
  | { readonly ok: false; readonly code: string; readonly meldung: string };

/** Takes the token (ContentInfo, DER) out of a TimeStampResp. The token is not yet verified: `verifyTimestamp` does that. */
export function parseTimestampResponse(bytes: Uint8Array): TimestampAntwort {
  try {
    const response = TimeStampResp.fromBER(buffer(bytes));
    const status: number = response.status.status;
    if (status > 1 || !response.timeStampToken)
      return { ok: false, code: 'tsp.abgelehnt', meldung: 'Der Zeitstempeldienst hat die Anfrage abgelehnt.' };
    return { ok: true, token: der(response.timeStampToken.toSchema()) };
  } catch {
    return { ok: false, code: 'tsp.unlesbar', meldung: 'Die Antwort des Zeitstempeldienstes ist nicht lesbar.' };
  }
}
