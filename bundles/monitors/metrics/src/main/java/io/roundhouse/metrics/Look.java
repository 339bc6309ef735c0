package io.roundhouse.metrics;

/**
 * What holds for all arms when somebody looks.
 *
 * @param turn whether what is older than a minute is to be forgotten
 * @param energySource where the price is known from
 */
record Look(boolean turn, double joulesPerCpuSecond, String energySource) {}
