// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same operations on java.lang.ThreadLocal, as operations_bench.cpp measures them: one operation on each key
// in turn. Prints "name keys nanoseconds" lines, "clock" first. The best of several rounds counts; the first ones
// warm up.
//
//   java JavaBench [SECONDS-A-ROUND]         times
//   java JavaBench -memory THREADS           bytes that a thread's map takes: "memory keys bytes"

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.management.ObjectName;

public final class JavaBench {
    static final int[] KEYS = {1, 8, 64, 1024};
    static final int BATCH = 1024;
    static final int ROUNDS = 7;
    static volatile Object sink;

    interface Batch { void run(ThreadLocal<Object>[] keys, Object a, int rounds); }

    static void get(ThreadLocal<Object>[] keys, Object a, int rounds) {
        Object seen = null;
        for (int r = 0; r < rounds; r++)
            for (int i = 0; i < keys.length; i++) {
                Object v = keys[i].get();
                if (v != a) seen = v; // keeps the load without a store to memory for each
            }
        sink = seen;
    }
    static void set(ThreadLocal<Object>[] keys, Object a, int rounds) {
        for (int r = 0; r < rounds; r++)
            for (int i = 0; i < keys.length; i++) keys[i].set(a);
    }
    static void removeAndSet(ThreadLocal<Object>[] keys, Object a, int rounds) {
        for (int r = 0; r < rounds; r++)
            for (int i = 0; i < keys.length; i++) { keys[i].remove(); keys[i].set(a); }
    }

    /** Of this thread: what others do to the machine does not count, as in operations_bench.cpp. */
    static long processorTime() { return CLOCK.getCurrentThreadCpuTime(); }
    static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    @SuppressWarnings("unchecked")
    static ThreadLocal<Object>[] make(int n) {
        ThreadLocal<Object>[] keys = new ThreadLocal[n];
        for (int i = 0; i < n; i++) keys[i] = new ThreadLocal<>();
        return keys;
    }

    static void measure(String name, Batch b, double seconds) throws Exception {
        for (int n : KEYS) {
            double[] best = {Double.MAX_VALUE};
            Thread t = new Thread(null, () -> { // a thread of its own: an empty map
                ThreadLocal<Object>[] keys = make(n);
                Object value = new Object();
                for (ThreadLocal<Object> k : keys) k.set(value);
                int rounds = BATCH / n;
                for (int round = 0; round < ROUNDS; round++) {
                    long batches = 0, begin = processorTime(), end = begin + (long) (seconds * 1e9), now;
                    do {
                        for (int i = 0; i < 16; i++) b.run(keys, value, rounds);
                        batches += 16;
                        now = processorTime();
                    } while (now < end);
                    if (round > 1) best[0] = Math.min(best[0], (double) (now - begin) / (batches * rounds * n));
                }
            }, "bench");
            t.start();
            t.join();
            System.out.printf("%s %d %.3f%n", name, n, best[0]);
        }
    }

    /** What the maps of so many threads take, all with the same n keys and one value, by the JVM's own count of its
     *  live objects: the maps, their arrays and their entries. */
    static void memory(int threads) throws Exception {
        for (int n : KEYS) {
            ThreadLocal<Object>[] keys = make(n);
            CountDownLatch started = new CountDownLatch(threads), go = new CountDownLatch(1),
                    filled = new CountDownLatch(threads), end = new CountDownLatch(1);
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread t = new Thread(null, () -> {
                    try {
                        started.countDown();
                        go.await();
                        for (ThreadLocal<Object> k : keys) k.set(keys);
                        filled.countDown();
                        end.await();
                    } catch (InterruptedException e) { throw new IllegalStateException(e); }
                }, "m", 256 * 1024);
                all.add(t);
                t.start();
            }
            started.await();
            long before = bytesOfMaps();
            go.countDown();
            filled.await();
            long after = bytesOfMaps();
            end.countDown();
            for (Thread t : all) t.join();
            System.out.printf("memory %d %d%n", n, (after - before) / threads);
        }
    }

    /** Collects first. A line of the histogram is "  1:  instances  bytes  class (module)". */
    static long bytesOfMaps() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                new Object[] {new String[0]}, new String[] {String[].class.getName()});
        long bytes = 0;
        for (String line : histogram.split("\n")) {
            String[] words = line.trim().split("\\s+");
            if (words.length > 3 && words[3].contains("java.lang.ThreadLocal$ThreadLocalMap"))
                bytes += Long.parseLong(words[2]);
        }
        return bytes;
    }

    /** Nanoseconds of one step of a chain of dependent instructions that takes six cycles (operations_bench.cpp). */
    static void clock(double seconds) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long steps = 0, begin = processorTime(), end = begin + (long) (seconds * 1e9), now, x = begin | 1;
            do {
                x = chain(x);
                steps += BATCH * 16;
                now = processorTime();
            } while (now < end);
            sink = x;
            best = Math.min(best, (double) (now - begin) / steps);
        }
        System.out.printf("clock 1 %.4f%n", best);
    }
    static long chain(long x) {
        for (int i = 0; i < BATCH * 16; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("-memory")) { memory(Integer.parseInt(args[1])); return; }
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 0.25;
        clock(seconds);
        measure("get", JavaBench::get, seconds);
        measure("set", JavaBench::set, seconds);
        measure("removeAndSet", JavaBench::removeAndSet, seconds);
    }
}
