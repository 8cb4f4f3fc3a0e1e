import java.io.FileInputStream;
import java.io.InputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Says of each file whether it is PDF/UA-1 by veraPDF: "valid", the checks made; or what fails, how often. */
class Validate {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      try (InputStream in = new FileInputStream(file);
          PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1);
          PDFAValidator validator =
              Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
        ValidationResult result = validator.validate(parser);
        TreeMap<String, Integer> failed = new TreeMap<>();
        for (TestAssertion found : result.getTestAssertions()) {
          if (found.getStatus() == TestAssertion.Status.FAILED) {
            String rule = found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber();
            failed.merge(rule + " " + found.getMessage(), 1, Integer::sum);
          }
        }
        String verdict = result.isCompliant() ? "valid" : "invalid";
        System.out.println(verdict + "\t" + result.getTotalAssertions() + "\t" + failed);
      }
    }
  }
}
