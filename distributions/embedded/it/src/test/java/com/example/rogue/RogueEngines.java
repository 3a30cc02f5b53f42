package com.example.rogue;

import id.api.biometric.ComparisonScore;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.Position;
import id.api.matching.AbisEngine;
import id.api.matching.Candidate;
import id.api.matching.Encounter;
import id.api.matching.Enrolled;
import id.api.matching.GalleryStatus;
import id.api.matching.Probe;
import id.api.matching.SearchCoverage;
import id.api.matching.SearchLimits;
import id.api.matching.SearchOutcome;
import id.api.matching.Searched;
import id.api.matching.Withdrawn;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.util.ArrayList;
import java.util.List;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** Engines that contradict themselves or what is on record. */
public final class RogueEngines {
    private RogueEngines() {}

    private static Candidate candidate(EncounterId encounter, int rank) {
        return new Candidate(encounter, rank, new ComparisonScore(99, new FalseMatchRate(1e-12)),
                List.of(Position.RIGHT_INDEX));
    }

    private static EncounterId number(int number) {
        return new EncounterId(String.format("%032x", number));
    }

    /** Behaves, as far as its sub-classes let it. */
    public static class Sound implements AbisEngine {
        @Override
        public Promise<Enrolled> enroll(GalleryId gallery, Encounter encounter) {
            return Promises.resolved(new Enrolled(encounter.id(), false));
        }

        @Override
        public Promise<SearchOutcome> identify(GalleryId gallery, Probe probe, SearchLimits limits) {
            return Promises.resolved(new Searched(candidates(probe), coverage()));
        }

        List<Candidate> candidates(Probe probe) {
            return List.of();
        }

        SearchCoverage coverage() {
            return new SearchCoverage(1_000_000, 1_000_000, 2_000_000);
        }

        @Override
        public Promise<Withdrawn> withdraw(GalleryId gallery, EncounterId encounter) {
            return Promises.resolved(new Withdrawn(encounter, true));
        }

        @Override
        public GalleryStatus status(GalleryId gallery) {
            return new GalleryStatus(gallery, 0, 0, true);
        }
    }

    public static class TakesAnother extends Sound {
        @Override
        public Promise<Enrolled> enroll(GalleryId gallery, Encounter encounter) {
            return Promises.resolved(new Enrolled(number(7), false));
        }
    }

    public static class LostItsGallery extends Sound {
        @Override
        SearchCoverage coverage() {
            return new SearchCoverage(0, 0, 0);
        }
    }

    public static class MillionCandidates extends Sound {
        @Override
        List<Candidate> candidates(Probe probe) {
            List<Candidate> many = new ArrayList<>();
            for (int i = 1; i <= 1_000_000; i++) {
                many.add(candidate(number(i), i));
            }
            return many;
        }
    }

    public static class FindsStrangers extends Sound {
        @Override
        List<Candidate> candidates(Probe probe) {
            return List.of(candidate(number(1), 1), candidate(number(2), 2));
        }
    }

    public static class FindsItself extends Sound {
        @Override
        List<Candidate> candidates(Probe probe) {
            return List.of(candidate(probe.self().orElseThrow(), 1));
        }
    }

    public static class FindsOneTwice extends Sound {
        @Override
        List<Candidate> candidates(Probe probe) {
            return List.of(candidate(number(1), 1), candidate(number(1), 1));
        }
    }

    public static class NoNumber extends Sound {
        @Override
        List<Candidate> candidates(Probe probe) {
            return List.of(new Candidate(number(1), 1, new ComparisonScore(Double.NaN, new FalseMatchRate(1e-9)), List.of()));
        }
    }

    public static class SpeaksOfAnother extends Sound {
        @Override
        public GalleryStatus status(GalleryId gallery) {
            return new GalleryStatus(new GalleryId("visitors"), 9, 0, true);
        }
    }
}
