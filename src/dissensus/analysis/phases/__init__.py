"""When does a debate change its state?"""
