package dev.mxray.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The file of {@code --config}: YAML, one key for each long option without its dashes, with a
 * value, a list of values, or true and false for switches. What is typed on the command line wins.
 */
final class ConfigFile {
  private static final int MAX_OCTETS = 1 << 20;

  private ConfigFile() {}

  /**
   * The file as arguments.
   *
   * @param typed the arguments of the command line; options among them are left out of the result
   * @throws UsageException when the file cannot be read, or has a key that is no option
   */
  static List<String> arguments(Path file, CommandSpec spec, List<String> typed)
      throws UsageException {
    var arguments = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> entry : read(file).properties()) {
      String name = "--" + entry.getKey();
      OptionSpec option = spec.optionsMap().get(name);
      if (option == null || option.usageHelp() || name.equals("--config")) {
        throw new UsageException(file + ": unknown option '" + entry.getKey() + "'");
      }
      if (!isTyped(option, typed)) {
        add(arguments, file, name, option, entry.getValue());
      }
    }
    return arguments;
  }

  private static void add(
      List<String> arguments, Path file, String name, OptionSpec option, JsonNode value)
      throws UsageException {
    if (value.isArray() && option.isMultiValue()) {
      for (JsonNode one : value) {
        add(arguments, file, name, option, one);
      }
    } else if (option.arity().max() == 0) {
      if (!value.isBoolean()) {
        throw new UsageException(file + ": " + name.substring(2) + " is true or false");
      }
      if (value.asBoolean()) {
        arguments.add(name);
      }
    } else if (value.isValueNode() && !value.isNull()) {
      arguments.add(name + "=" + value.asText());
    } else {
      throw new UsageException(file + ": " + name.substring(2) + " needs a value");
    }
  }

  private static boolean isTyped(OptionSpec option, List<String> typed) {
    return typed.stream()
        .anyMatch(
            argument ->
                List.of(option.names()).stream()
                    .anyMatch(name -> argument.equals(name) || argument.startsWith(name + "=")));
  }

  private static JsonNode read(Path file) throws UsageException {
    // Read, not asked for its size: a device or a pipe does not tell it.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new UsageException(file + ": is larger than a configuration file may be (1 MiB)");
      }
      JsonNode tree = YAMLMapper.builder().build().readTree(octets);
      if (!tree.isObject()) {
        throw new UsageException(file + ": is not a list of option: value lines");
      }
      return tree;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new UsageException(file + ":" + line + ": is not YAML");
    } catch (IOException e) {
      throw new UsageException(shown(file) + ": cannot be read (option --config)");
    }
  }

  private static String shown(Path file) {
    return file.toString().isEmpty() ? "''" : file.toString();
  }
}
