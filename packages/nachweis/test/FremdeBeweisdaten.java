import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.ers.ERSArchiveTimeStampGenerator;
import org.bouncycastle.tsp.ers.ERSByteData;
import org.bouncycastle.tsp.ers.ERSData;
import org.bouncycastle.tsp.ers.ERSDataGroup;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSEvidenceRecordGenerator;

/**
 * Bouncy Castle's evidence records over stdin and stdout: one line in, one line out, bytes in Base64, data groups joined by
 * commas. Where a stamp is needed it prints "anfrage REQUEST" and reads a line with the TimeStampResp.
 */
public class FremdeBeweisdaten {
  static final BufferedReader EIN = new BufferedReader(new InputStreamReader(System.in));
  static DigestCalculatorProvider digests;

  public static void main(String[] args) throws Exception {
    digests = new JcaDigestCalculatorProviderBuilder().build();
    for (String zeile = EIN.readLine(); zeile != null; zeile = EIN.readLine()) {
      try {
        System.out.println(antworte(zeile.split(" ")));
      } catch (Exception e) {
        System.out.println("nein " + String.valueOf(e.getMessage()).replace('\n', ' '));
      }
    }
  }

  static String antworte(String[] w) throws Exception {
    switch (w[0]) {
      case "pruefe": {
        ERSEvidenceRecord record = record(w[1]);
        record.validatePresent(gruppe(w[3]), new Date(Long.parseLong(w[2])));
        record.validate(new JcaSimpleSignerInfoVerifierBuilder().build(record.getSigningCertificate()));
        return "ja";
      }
      case "stempel": {
        ERSEvidenceRecord record = record(w[1]);
        return "record " + raus(record.renewTimeStamp(stempel(record.generateTimeStampRenewalRequest(anfragen()))).getEncoded());
      }
      case "baum": {
        ERSEvidenceRecord record = record(w[1]);
        TimeStampRequest anfrage = record.generateHashRenewalRequest(digest(w[2]), gruppe(w[3]), anfragen());
        return "record " + raus(record.renewHash(digest(w[2]), gruppe(w[3]), stempel(anfrage)).getEncoded());
      }
      case "anlegen": {
        ERSArchiveTimeStampGenerator baum = new ERSArchiveTimeStampGenerator(digest(w[1]));
        for (int i = 2; i < w.length; i++) baum.addData(gruppe(w[i]));
        TimeStampResponse stempel = stempel(baum.generateTimeStampRequest(anfragen()));
        StringBuilder records = new StringBuilder("record");
        for (ERSEvidenceRecord r : new ERSEvidenceRecordGenerator(digests).generate(baum.generateArchiveTimeStamps(stempel)))
          records.append(' ').append(raus(r.getEncoded()));
        return records.toString();
      }
      default:
        return "nein unbekannt";
    }
  }

  static TimeStampRequestGenerator anfragen() {
    TimeStampRequestGenerator g = new TimeStampRequestGenerator();
    g.setCertReq(true);
    return g;
  }

  static TimeStampResponse stempel(TimeStampRequest anfrage) throws Exception {
    System.out.println("anfrage " + raus(anfrage.getEncoded()));
    return new TimeStampResponse(rein(EIN.readLine()));
  }

  static ERSEvidenceRecord record(String base64) throws Exception {
    return new ERSEvidenceRecord(rein(base64), digests);
  }

  static DigestCalculator digest(String name) throws Exception {
    return digests.get(new AlgorithmIdentifier(
        name.equals("sha256") ? NISTObjectIdentifiers.id_sha256 : NISTObjectIdentifiers.id_sha512));
  }

  static ERSData gruppe(String text) {
    List<ERSData> teile = new ArrayList<>();
    for (String teil : text.split(",")) teile.add(new ERSByteData(rein(teil)));
    return teile.size() == 1 ? teile.get(0) : new ERSDataGroup(teile);
  }

  static byte[] rein(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  static String raus(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
