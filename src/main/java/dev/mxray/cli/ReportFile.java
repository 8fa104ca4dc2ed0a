package dev.mxray.cli;

import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.StoredReports;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of reports that the user names. */
final class ReportFile {
  private ReportFile() {}

  /** What may go wrong while a file is read. */
  interface Reading<T> {
    T read(Path file) throws IOException;
  }

  /** The reports of a file, at least one. */
  static List<Report> read(String file) throws UsageException {
    List<Report> reports =
        with(
            file,
            path -> {
              var found = new ArrayList<Report>();
              var unused = new StoredReports(new JsonWriter()).each(path, found::add);
              return found;
            });
    if (reports.isEmpty()) {
      throw new UsageException(file + ": there is no report in it");
    }
    return reports;
  }

  /** What a reading makes of a file; what is wrong with it is wrong usage. */
  static <T> T with(String file, Reading<T> reading) throws UsageException {
    try {
      return reading.read(Path.of(file));
    } catch (IOException e) {
      // Ours name the file; those of the JDK repeat its name and say little else.
      String message = String.valueOf(e.getMessage());
      boolean ours = message.startsWith(file + ":");
      throw new UsageException(ours ? message : "'" + file + "' cannot be read");
    } catch (InvalidPathException e) {
      throw new UsageException("'" + file + "' cannot be read");
    }
  }
}
