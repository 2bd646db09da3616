// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same operations on java.lang.ThreadLocal, as operations_bench.cpp measures them: one operation on each key
// in turn. Prints "name keys nanoseconds" lines. The best of several rounds counts; the first ones warm up.
//
//   java JavaBench [SECONDS-A-ROUND]         times
//   java JavaBench -memory THREADS           bytes that a thread's map and values take: "memory keys bytes"

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

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

    /** Heap in use with so many threads that have a map of n keys, less without the maps; values are their own. */
    static void memory(int threads) throws Exception {
        for (int pass = 0; pass < 3; pass++) // the first passes are for the JVM's own memory
            for (int n : KEYS) {
                long bytes = memoryFor(n, threads);
                if (pass == 2) System.out.printf("memory %d %d%n", n, bytes);
            }
    }

    /** A method of its own: what its frame refers to must not outlive the measurement. */
    static long memoryFor(int n, int threads) throws Exception {
            ThreadLocal<Object>[] keys = make(n);
            CountDownLatch started = new CountDownLatch(threads), go = new CountDownLatch(1),
                    filled = new CountDownLatch(threads), end = new CountDownLatch(1);
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread t = new Thread(null, () -> {
                    try {
                        started.countDown();
                        go.await();
                        for (int k = 0; k < n; k++) keys[k].set(keys); // one object for all: only the maps count
                        filled.countDown();
                        end.await();
                    } catch (InterruptedException e) { throw new IllegalStateException(e); }
                }, "m", 256 * 1024);
                all.add(t);
                t.start();
            }
            started.await();
            long before = used();
            go.countDown();
            filled.await();
            long after = used();
            end.countDown();
            for (Thread t : all) t.join();
            return (after - before) / threads;
    }
    static long used() throws Exception {
        for (int i = 0; i < 3; i++) { System.gc(); Thread.sleep(20); }
        Runtime r = Runtime.getRuntime();
        return r.totalMemory() - r.freeMemory();
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("-memory")) { memory(Integer.parseInt(args[1])); return; }
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 0.25;
        measure("get", JavaBench::get, seconds);
        measure("set", JavaBench::set, seconds);
        measure("removeAndSet", JavaBench::removeAndSet, seconds);
    }
}
