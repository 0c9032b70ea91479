import Metrics
import Testing

@testable import DaylineServer

/// Goal: Prometheus reads what was counted. Method: pages as text.
@Suite("metrics") struct MetricsTests {
    private func page(_ registry: MetricsRegistry, _ samples: [MetricSample] = []) -> String {
        PrometheusText(registry, samples: samples).text
    }

    @Test func countersAndGauges() {
        let registry = MetricsRegistry()
        Counter(label: "a_total", dimensions: [("kind", "x")], factory: registry)
            .increment(by: 2)
        Counter(label: "a_total", dimensions: [("kind", "x")], factory: registry).increment()
        Counter(label: "a_total", dimensions: [("kind", "b\"\\\n")], factory: registry)
            .increment()
        Gauge(label: "b", factory: registry).record(1.5)
        let meter = Meter(label: "c", factory: registry)
        meter.increment(by: 3)
        meter.decrement(by: 1)
        #expect(
            page(registry) == """
                # TYPE a_total counter
                a_total{kind="b\\"\\\\\\n"} 1
                a_total{kind="x"} 3
                # TYPE b gauge
                b 1.5
                # TYPE c gauge
                c 2

                """)
    }

    @Test func histograms() {
        let registry = MetricsRegistry()
        let timer = Timer(label: "t_seconds", factory: registry)
        for milliseconds in [0, 3, 3, 700, 60_000] { timer.recordMilliseconds(milliseconds) }
        let lines = page(registry).split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE t_seconds histogram")
        for line in [
            #"t_seconds_bucket{le="0.0005"} 1"#, #"t_seconds_bucket{le="0.0025"} 1"#,
            #"t_seconds_bucket{le="0.005"} 3"#, #"t_seconds_bucket{le="1"} 4"#,
            #"t_seconds_bucket{le="30"} 4"#, #"t_seconds_bucket{le="+Inf"} 5"#,
            "t_seconds_sum 60.706", "t_seconds_count 5",
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test func emptyHistogramsAreLeftOut() {
        let registry = MetricsRegistry()
        let timer = Timer(label: "t_seconds", factory: registry)
        #expect(page(registry) == "")
        timer.recordMilliseconds(1)
        #expect(page(registry).contains("t_seconds_count 1\n"))
    }

    /// Goal: whoever makes up labels cannot fill the memory. Method: more series than allowed.
    @Test func seriesAreBounded() {
        let registry = MetricsRegistry()
        for index in 0..<(MetricsRegistry.seriesLimit + 50) {
            Counter(label: "a_total", dimensions: [("path", "\(index)")], factory: registry)
                .increment()
        }
        Counter(label: "b_total", factory: registry).increment()
        #expect(registry.all.count == MetricsRegistry.seriesLimit + 1)
        #expect(registry.dropped == 50)
    }

    @Test func helpAndOrder() {
        let text = page(MetricsRegistry(), [MetricSample(.ready, 1), MetricSample(.accounts, 3)])
        #expect(
            text == """
                # HELP dayline_server_accounts Users.
                # TYPE dayline_server_accounts gauge
                dayline_server_accounts 3
                # HELP dayline_server_ready 1 while requests can be served, else 0.
                # TYPE dayline_server_ready gauge
                dayline_server_ready 1

                """)
    }

    @Test func eventFigures() {
        let now = WallTime(milliseconds: 100_000)
        var figures = EventFigures()
        figures.outbox = 2
        figures.oldest = now.adding(.milliseconds(-7500))
        figures.deadLetters = ["b": 1, "a": 3]
        let text = page(MetricsRegistry(), figures.samples(at: now))
        for line in [
            "dayline_server_outbox_events 2", "dayline_server_outbox_oldest_seconds 7.5",
            "dayline_server_events_waiting 0", "dayline_server_dead_letters{consumer=\"a\"} 3",
            "dayline_server_dead_letters{consumer=\"b\"} 1",
        ] { #expect(text.contains("\n\(line)\n"), "\(line)") }
        figures.oldest = now.adding(.seconds(60))
        let later = page(MetricsRegistry(), figures.samples(at: now))
        #expect(later.contains("dayline_server_outbox_oldest_seconds 0\n"), "a clock set back")
    }

    /// Goal: the page of a real server has every metric that is read when somebody asks. Method:
    /// the page of a store.
    @Test func wholePage() async throws {
        let fixture = try await AccountFixture()
        _ = await fixture.login()
        let gauges = ServerGauges(
            database: fixture.files.store.database, hasher: fixture.hasher,
            registry: MetricsRegistry(),
            started: fixture.clock.now, now: { fixture.clock.now })
        fixture.clock.advance(by: .seconds(90))
        let text = String(decoding: await gauges.page(), as: UTF8.self)
        for line in [
            "dayline_server_accounts 3", "dayline_server_ready 1",
            "dayline_server_password_hashes_total 1", "dayline_server_uptime_seconds 90",
            "dayline_server_sqlite_writes_waiting 0", "dayline_server_outbox_events 2",
            "dayline_server_events_waiting 0", "dayline_server_dead_letters 0",
        ] { #expect(text.contains("\n\(line)\n"), "\(line)") }
        for name in ["process_resident_memory_bytes", "process_open_fds", "process_max_fds"] {
            let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            let value = line?.split(separator: " ").last.flatMap { Double($0) } ?? 0
            #expect(value > 0, "\(name)")
        }
    }
}
