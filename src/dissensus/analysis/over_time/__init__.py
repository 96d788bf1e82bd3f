"""Networks over time: windows, kernels, and one network after the other."""
