package dev.mxray.net.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.address.IpAddress;
import dev.mxray.net.guard.ConnectionBudget.Place;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {
  private static final IpAddress ONE = IpAddress.parse("25.0.0.1").orElseThrow();
  private static final IpAddress OTHER = IpAddress.parse("25.0.0.2").orElseThrow();

  private final ConnectionBudget budget = new ConnectionBudget(4, 6);

  @Test
  void so_many_connections_to_one_address_and_then_one_for_each_that_is_closed() {
    List<Place> places = enter(ONE, 6);
    assertThat(granted(places)).isEqualTo(4);

    places.get(1).leave();
    assertThat(granted(places)).isEqualTo(5);
    assertThat(budget.open()).isEqualTo(4);
  }

  @Test
  void so_many_connections_in_all() {
    List<Place> places = Stream.of(enter(ONE, 4), enter(OTHER, 4)).flatMap(List::stream).toList();
    assertThat(granted(places)).isEqualTo(6);
  }

  @Test
  void so_many_connections_to_the_addresses_of_one_network() {
    var large = new ConnectionBudget(1, 100);
    List<Place> neighbours =
        IntStream.range(1, 9).mapToObj(i -> large.enter(address("25.0.7." + i))).toList();
    assertThat(granted(neighbours)).isEqualTo(4);
    assertThat(granted(List.of(large.enter(address("25.0.8.1"))))).isEqualTo(1);
    assertThat(
            granted(
                IntStream.range(1, 9)
                    .mapToObj(i -> large.enter(address("2e00:25:1:" + i + "::1")))
                    .toList()))
        .isEqualTo(4);

    neighbours.get(0).leave();
    assertThat(granted(neighbours)).isEqualTo(5);
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @Test
  void an_address_that_is_full_holds_nobody_up() {
    enter(ONE, 9);
    assertThat(granted(enter(OTHER, 1))).isEqualTo(1);
  }

  @Test
  void an_address_that_minds_gets_one_at_a_time() {
    List<Place> before = enter(ONE, 3);
    budget.slowDown(ONE);
    List<Place> after = enter(ONE, 2);
    assertThat(granted(after)).isZero();

    before.forEach(Place::leave);
    assertThat(granted(after)).isEqualTo(1);
    after.get(0).leave();
    assertThat(granted(after)).isEqualTo(2);
    assertThat(granted(enter(OTHER, 4))).isEqualTo(4);
  }

  @Test
  void who_leaves_the_line_is_never_let_in() {
    List<Place> places = enter(ONE, 6);
    places.get(4).leave();
    places.get(0).leave();
    assertThat(places.get(4).granted()).isNotDone();
    assertThat(places.get(5).granted()).isDone();
  }

  @Test
  void leaving_twice_frees_one_place_only() {
    List<Place> places = enter(ONE, 6);
    places.get(0).leave();
    places.get(0).leave();
    assertThat(granted(places)).isEqualTo(5);
  }

  @Test
  void who_comes_to_an_address_is_alone_until_another_comes() {
    Place first = enter(ONE, 1).get(0);
    enter(OTHER, 1);
    assertThat(first.alone()).isTrue();

    Place second = enter(ONE, 1).get(0);
    assertThat(first.alone()).isFalse();
    assertThat(second.alone()).isFalse();
  }

  @Test
  void who_was_alone_is_not_disturbed_by_those_who_come_afterwards() {
    Place first = enter(ONE, 1).get(0);
    first.leave();
    assertThat(enter(ONE, 1).get(0).alone()).isTrue();
    assertThat(first.alone()).isTrue();
  }

  @Test
  void everything_is_free_in_the_end() {
    List<Place> places = enter(ONE, 100);
    places.forEach(Place::leave);
    assertThat(budget.open()).isZero();
    assertThat(granted(enter(OTHER, 4))).isEqualTo(4);
  }

  @Test
  void there_is_no_budget_of_nothing() {
    assertThatThrownBy(() -> new ConnectionBudget(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Place> enter(IpAddress address, int times) {
    return IntStream.range(0, times).mapToObj(i -> budget.enter(address)).toList();
  }

  private static long granted(List<Place> places) {
    return places.stream().filter(place -> place.granted().isDone()).count();
  }
}
